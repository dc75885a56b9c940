import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import { ThreadLoader } from '#client/net/thread-loader'
import { selectThreads } from '#client/state/threads'
import type { ThreadFilter, ThreadPage } from '#protocol/http'
import { createFakeCacheStore } from '#tests/support/cache-rows'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'
import { threadRow } from '#tests/support/stored-message'
import { createWatch } from '#tests/support/watch'

type Asked = { filter: ThreadFilter; cursor: string | null; answer: (answer: Answer<ThreadPage>) => Promise<void> }

const page = (ids: string[], next: string | null = null): Answer<ThreadPage> => {
  const since = (at: number) => new Date(1_700_000_000_000 + at * 1000).toISOString()
  const chats = ids.map((id) => threadRow(id, { waiting_since: since(id.charCodeAt(0)) }))
  return { ok: true, value: { chats, next } }
}

const setUp = (cache = createFakeCacheStore()) => {
  const clock = createFakeClock()
  const asked: Asked[] = []
  const caughtUp = createWatch<string[]>()
  let gone = 0
  const threads = new ThreadLoader({
    api: {
      threads: (filter, cursor, q) => {
        // The one that is loaded for a start without a network, and not looked at.
        if (filter === 'all' && threads.filter !== 'all' && q === undefined) return Promise.resolve(page([]))
        return new Promise((resolve) => {
          const answer = (value: Answer<ThreadPage>) => {
            resolve(value)
            return settled()
          }
          asked.push({ filter, cursor, answer })
        })
      },
    },
    cache,
    clock,
    onChange: () => {},
    onCaughtUp: (rows) => caughtUp.tell(rows.map((row) => row.chat_id)),
    onGone: () => gone++,
  })
  const ids = (filter: ThreadFilter = threads.filter) => selectThreads(threads.state, filter).map((row) => row.chat_id)
  const next = (): Asked => {
    const first = asked.shift()
    if (!first) throw new Error('nothing was asked')
    return first
  }
  return { threads, clock, asked, next, ids, caughtUp, gone: () => gone }
}

describe('a load that fails', () => {
  test('is said so and tried again by itself', async () => {
    const { threads, clock, next, ids } = setUp()
    threads.lineOpened()

    await next().answer({ ok: false, code: 'offline' })
    expect(threads.state.lists.waiting.failed).toBe(true)
    clock.advance(5000)
    await next().answer(page(['a']))

    expect(threads.state.lists.waiting.failed).toBe(false)
    expect(ids()).toEqual(['a'])
  })

  test('because the session is gone ends the desk instead', async () => {
    const { threads, clock, next, asked, gone } = setUp()
    threads.lineOpened()

    await next().answer({ ok: false, code: 'unauthenticated' })
    clock.advance(60_000)

    expect(gone()).toBe(1)
    expect(asked).toEqual([])
  })

  test('after the desk was left is nobody’s any more', async () => {
    const { threads, clock, next, asked, gone } = setUp()
    threads.lineOpened()

    threads.stop()
    await next().answer({ ok: false, code: 'unauthenticated' })
    clock.advance(60_000)

    expect([gone(), asked.length]).toEqual([0, 0])
  })
})

describe('that the lists have caught up is told', () => {
  test('once all of them were loaded since the line opened, with their rows', async () => {
    const { threads, next, caughtUp } = setUp()
    threads.show('all')
    await next().answer(page(['z']))
    expect(caughtUp.all()).toEqual([])

    threads.lineOpened()
    await next().answer(page(['a', 'b']))
    expect(caughtUp.all()).toEqual([])
    await next().answer(page(['b', 'c']))
    threads.show('all')
    await next().answer(page(['b']))

    expect(caughtUp.all()).toEqual([['a', 'b', 'c']])
  })

  test('only after what failed has come', async () => {
    const { threads, clock, next, caughtUp } = setUp()
    threads.lineOpened()
    await next().answer({ ok: false, code: 'offline' })
    expect(caughtUp.all()).toEqual([])

    clock.advance(5000)
    await next().answer(page(['a']))

    expect(caughtUp.all()).toEqual([['a']])
  })

  test('not after the desk was left', async () => {
    const { threads, next, caughtUp } = setUp()
    threads.lineOpened()

    threads.stop()
    await next().answer(page(['a']))

    expect(caughtUp.all()).toEqual([])
  })
})

describe('a line that opens', () => {
  test('loads also the list of all, for a start without a network', async () => {
    const { threads, next } = setUp()
    threads.lineOpened()
    await next().answer(page(['a']))

    expect(threads.state.lists.all).toMatchObject({ loaded: true, ids: [] })
    expect(threads.state.lists.archived.loaded).toBe(false)
  })

  test('loads who waits and the list that is looked at', async () => {
    const { threads, next, asked } = setUp()
    threads.show('all')
    await next().answer(page(['a']))

    threads.lineOpened()

    expect(asked.map(({ filter, cursor }) => [filter, cursor])).toEqual([
      ['waiting', null],
      ['all', null],
    ])
  })

  test('loads again what was under way, for it may have been read before the break', async () => {
    const { threads, next, asked, ids } = setUp()
    threads.lineOpened()
    const early = next()

    threads.lineOpened()
    expect(asked).toEqual([])
    await early.answer(page(['a']))
    await next().answer(page(['a', 'b']))

    expect(ids()).toEqual(['a', 'b'])
  })

  test('loads as many pages as were there, so that the list does not shrink', async () => {
    const { threads, next, ids, asked } = setUp()
    threads.lineOpened()
    await next().answer(page(['a', 'b'], 'after-b'))
    const more = threads.more()
    await next().answer(page(['c', 'd'], 'after-d'))
    await more

    threads.lineOpened()
    await next().answer(page(['a', 'b'], 'after-b'))
    expect(ids()).toEqual(['a', 'b', 'c', 'd'])
    const second = next()
    await second.answer(page(['c', 'e'], 'after-e'))

    expect(second.cursor).toBe('after-b')
    expect(ids()).toEqual(['a', 'b', 'c', 'e'])
    expect(asked).toEqual([])
  })
})

test('more is asked for once, and not where there is none', async () => {
  const { threads, next, asked } = setUp()
  threads.lineOpened()
  await next().answer(page(['a'], 'after-a'))

  void threads.more()
  void threads.more()
  expect(asked.map(({ cursor }) => cursor)).toEqual(['after-a'])
  await next().answer(page(['b']))
  void threads.more()

  expect(asked).toEqual([])
})

describe('asking while the line is down', () => {
  test('that fails is said in an empty list alone, and ends the desk when the session is gone', async () => {
    const { threads, next, gone } = setUp()
    threads.show('all')
    await next().answer(page(['a']))

    const offline = threads.ask()
    await next().answer({ ok: false, code: 'offline' })
    await next().answer({ ok: false, code: 'offline' })
    expect(await offline).toBe(false)
    expect(threads.state.lists.all).toMatchObject({ failed: false, loading: false })
    expect(threads.state.lists.waiting).toMatchObject({ failed: true, loading: false })
    const ended = threads.ask()
    await next().answer({ ok: false, code: 'unauthenticated' })
    await next().answer({ ok: false, code: 'offline' })

    expect(await ended).toBe(false)
    expect(gone()).toBe(1)
  })

  test('brings the lists up to date without a word', async () => {
    const { threads, next, ids } = setUp()
    threads.show('all')
    await next().answer(page(['a']))

    const asked = threads.ask()
    expect(threads.state.lists.all.loading).toBe(false)
    await next().answer(page(['a', 'b']))
    await next().answer(page(['b', 'a']))

    expect(await asked).toBe(true)
    expect(ids('waiting')).toEqual(['a', 'b'])
    expect(ids('all')).toEqual(['b', 'a'])
  })

  test('is overtaken by a line that opens', async () => {
    const { threads, next, ids } = setUp()
    const asked = threads.ask()
    const early = next()

    threads.lineOpened()
    await next().answer(page(['a', 'b']))
    await early.answer(page(['a']))

    expect(await asked).toBe(true)
    expect(ids()).toEqual(['a', 'b'])
  })
})

describe('a conversation that is open and stands in no list', () => {
  test('is found by its CID, among the archived ones too, and asked for once', async () => {
    const { threads, next, asked } = setUp()
    const sought = threads.seek('z', 'Eda-z')
    expect(next().answer(page([]))).toBeInstanceOf(Promise)
    await settled()
    const archived = next()
    expect(archived.filter).toBe('archived')
    await archived.answer(page(['z']))
    await sought

    await threads.seek('z', 'Eda-z')

    expect(threads.state.known.get('z')?.cid).toBe('Eda-z')
    expect(asked).toEqual([])
  })

  test('keeps what a frame told meanwhile', async () => {
    const { threads, next } = setUp()
    const sought = threads.seek('z', 'Eda-z')
    threads.hear(threadRow('z', { note: 'newer' }))
    await next().answer(page(['z']))
    await sought

    expect(threads.state.known.get('z')?.note).toBe('newer')
  })

  test('that a list holds, or whose CID is not known yet, is not asked for', async () => {
    const { threads, next, asked } = setUp()
    threads.lineOpened()
    await next().answer(page(['a']))

    await threads.seek('a', 'Eda-a')
    await threads.seek('z', '')

    expect(asked).toEqual([])
  })
})
