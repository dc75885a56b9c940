import { describe, expect, test } from 'bun:test'
import {
  countUnreadThreads,
  emptyThreads,
  reduceThreads,
  selectThreads,
  type ThreadsEvent,
} from '#client/state/threads'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import { storedMessage, threadRow } from '#tests/support/stored-message'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString()
const waiting = (id: string, minute: number, change: Partial<Thread> = {}) =>
  threadRow(id, {
    waiting_since: at(minute),
    unread: 1,
    last_message: storedMessage(minute, { created_at: at(minute) }),
    ...change,
  })
const answered = (id: string, minute: number, change: Partial<Thread> = {}) =>
  waiting(id, minute, { waiting_since: null, unread: 0, ...change })

const asked = (filter: ThreadFilter): ThreadsEvent => ({ type: 'asked', filter })
const page = (filter: ThreadFilter, threads: Thread[], next: string | null = null, fromStart = true): ThreadsEvent => ({
  type: 'loaded',
  filter,
  fromStart,
  threads,
  next,
})
const updated = (update: ThreadUpdate): ThreadsEvent => ({ type: 'updated', update })
const after = (...events: ThreadsEvent[]) => events.reduce(reduceThreads, emptyThreads)
const idsOf = (filter: ThreadFilter, ...events: ThreadsEvent[]) =>
  selectThreads(after(...events), filter).map((thread) => thread.chat_id)

describe('who waits', () => {
  const two = page('waiting', [waiting('a', 1), waiting('c', 3)])

  test('leaves when answered', () => {
    expect(idsOf('waiting', two, updated(answered('a', 5)))).toEqual(['c'])
  })

  test('leaves when archived or erased', () => {
    expect(idsOf('waiting', two, updated(waiting('a', 1, { archived: true })))).toEqual(['c'])
    expect(idsOf('waiting', two, updated({ chat_id: 'a', deleted: true }))).toEqual(['c'])
  })

  test('comes in by the time of waiting, the longest first', () => {
    expect(idsOf('waiting', two, updated(waiting('b', 2)), updated(waiting('d', 4)))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('keeps the place when writing once more', () => {
    const again = waiting('a', 1, { unread: 2, last_message: storedMessage(9, { created_at: at(9) }) })

    expect(idsOf('waiting', two, updated(again))).toEqual(['a', 'c'])
    expect(countUnreadThreads(selectThreads(after(two, updated(again)), 'waiting'))).toBe(3)
  })

  test('behind the last row that is loaded comes with its page', () => {
    const first = page('waiting', [waiting('a', 1), waiting('c', 3)], 'cursor')

    expect(idsOf('waiting', first, updated(waiting('d', 4)))).toEqual(['a', 'c'])
    expect(idsOf('waiting', first, updated(waiting('b', 2)))).toEqual(['a', 'b', 'c'])
  })
})

describe('all conversations', () => {
  const two = page('all', [answered('new', 5), answered('old', 1)])

  test('stand by their newest activity', () => {
    expect(idsOf('all', two, updated(waiting('old', 6)))).toEqual(['old', 'new'])
    expect(idsOf('all', two, updated(answered('third', 3)))).toEqual(['new', 'third', 'old'])
  })

  test('do not move for presence or a read', () => {
    expect(idsOf('all', two, updated(answered('old', 1, { online: true })))).toEqual(['new', 'old'])
  })

  test('keep the last loaded row when it moves down', () => {
    const first = page('all', [answered('b', 5), answered('a', 4)], 'cursor')

    expect(idsOf('all', first, updated(answered('a', 3)))).toEqual(['b', 'a'])
  })

  test('without the archived ones, which have their own list', () => {
    const events = [two, page('archived', []), updated(answered('old', 1, { archived: true }))]

    expect(idsOf('all', ...events)).toEqual(['new'])
    expect(idsOf('archived', ...events)).toEqual(['old'])
  })
})

describe('while a page is under way', () => {
  test('what is told meanwhile wins over the page, which may be older', () => {
    const meanwhile = [
      asked('waiting'),
      updated(answered('a', 5)),
      updated(waiting('n', 4)),
      updated({ chat_id: 'x', deleted: true }),
    ]

    expect(idsOf('waiting', ...meanwhile, page('waiting', [waiting('a', 1), waiting('x', 2)]))).toEqual(['n'])
  })

  test('what was told before it does not', () => {
    const events = [updated(answered('a', 5)), asked('waiting'), page('waiting', [waiting('a', 7)])]

    expect(idsOf('waiting', ...events)).toEqual(['a'])
  })

  test('and fails, what is there stays', () => {
    const state = after(page('all', [answered('a', 1)]), asked('all'), { type: 'failed', filter: 'all' })

    expect(state.lists.all).toMatchObject({ ids: ['a'], loading: false, failed: true })
  })
})

describe('the next page', () => {
  test('follows what is there, each row once', () => {
    const events = [
      page('all', [answered('c', 9), answered('b', 8)], 'cursor'),
      page('all', [answered('b', 8), answered('a', 7)], null, false),
    ]

    expect(idsOf('all', ...events)).toEqual(['c', 'b', 'a'])
  })

  test('from the start drops what is no longer there', () => {
    expect(idsOf('all', page('all', [answered('gone', 1)]), page('all', [answered('a', 1)]))).toEqual(['a'])
  })
})
