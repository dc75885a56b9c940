import { describe, expect, test } from 'bun:test'
import type { Api } from '#client/net/api'
import { SearchLoader } from '#client/net/search-loader'
import { foundThreads } from '#client/state/search'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'
import { storedMessage, threadRow } from '#tests/support/stored-message'

type Asked = {
  q: string
  before: number | undefined
  answer: (answer: Awaited<ReturnType<Api['search']>>) => Promise<void>
}

const hit = (id: number) => ({ message: storedMessage(id), name: 'Eda', cid: 'Eda-chat-1' })

const setUp = () => {
  const clock = createFakeClock()
  const asked: Asked[] = []
  const threadsAsked: (string | null | undefined)[][] = []
  let gone = 0
  const search = new SearchLoader({
    api: {
      threads: async (filter, cursor, q) => {
        threadsAsked.push([filter, cursor, q])
        const isFirst = filter === 'all' && cursor === null
        return { ok: true, value: { chats: [threadRow(`${filter}-${cursor}`)], next: isFirst ? 'more' : null } }
      },
      search: (q, { before } = {}) =>
        new Promise((resolve) => {
          const answer: Asked['answer'] = (value) => {
            resolve(value)
            return settled()
          }
          asked.push({ q, before, answer })
        }),
    },
    clock,
    onChange: () => {},
    onGone: () => gone++,
  })
  const next = (): Asked => {
    const first = asked.shift()
    if (!first) throw new Error('nothing was asked')
    return first
  }
  const ids = () => search.state.hits.map(({ message }) => message.id)
  return { search, clock, asked, threadsAsked, next, ids, gone: () => gone }
}

describe('nothing is asked', () => {
  test('for blanks, and not before the person pauses', () => {
    const { search, clock, asked } = setUp()
    search.type('  ')
    clock.advance(1000)
    search.type('fat')
    clock.advance(149)
    search.type('fatu')
    clock.advance(149)
    expect(asked).toEqual([])
    clock.advance(1)
    expect(asked.map(({ q }) => q)).toEqual(['fatu'])
  })

  test('twice for more at the same time', async () => {
    const { search, clock, next, asked } = setUp()
    search.type('fatura')
    clock.advance(150)
    await next().answer({ ok: true, value: { hits: [hit(9)], has_more: true } })
    void search.moreHits()
    void search.moreHits()
    expect(asked.map(({ before }) => before)).toEqual([9])
  })
})

describe('an answer', () => {
  test('to older words is dropped', async () => {
    const { search, clock, next, ids } = setUp()
    search.type('fat')
    clock.advance(150)
    const old = next()
    search.type('fatura')
    clock.advance(150)
    await next().answer({ ok: true, value: { hits: [hit(2)], has_more: false } })
    await old.answer({ ok: true, value: { hits: [hit(1)], has_more: false } })
    expect(ids()).toEqual([2])
    expect(search.state.found).toBe('fatura')
  })

  test('that comes after the field was cleared is dropped too', async () => {
    const { search, clock, next } = setUp()
    search.type('fat')
    clock.advance(150)
    search.clear()
    await next().answer({ ok: true, value: { hits: [hit(1)], has_more: false } })
    expect(search.state).toMatchObject({ q: '', found: '', hits: [], loading: false })
  })

  test('that does not come is said, and tried again when it is asked for', async () => {
    const { search, clock, next, ids } = setUp()
    search.type('fat')
    clock.advance(150)
    await next().answer({ ok: false, code: 'offline' })
    expect(search.state).toMatchObject({ failed: 'offline', loading: false })
    search.retry()
    await next().answer({ ok: true, value: { hits: [hit(1)], has_more: false } })
    expect(search.state.failed).toBeNull()
    expect(ids()).toEqual([1])
  })

  test('that the session is over ends the desk', async () => {
    const { search, clock, next, gone } = setUp()
    search.type('fat')
    clock.advance(150)
    await next().answer({ ok: false, code: 'unauthenticated' })
    expect(gone()).toBe(1)
  })
})

test('what was found stays while the next words are looked for', async () => {
  const { search, clock, next, ids } = setUp()
  search.type('fat')
  clock.advance(150)
  await next().answer({ ok: true, value: { hits: [hit(1)], has_more: false } })
  search.type('fatu')
  expect(ids()).toEqual([1])
  expect(search.state).toMatchObject({ q: 'fatu', found: 'fat', loading: true })
})

test('more follows what is there, among the conversations where there are more', async () => {
  const { search, clock, next, ids, threadsAsked } = setUp()
  search.type('fatura')
  clock.advance(150)
  await next().answer({ ok: true, value: { hits: [hit(9), hit(8)], has_more: true } })
  void search.moreHits()
  const more = next()
  expect(more).toMatchObject({ q: 'fatura', before: 8 })
  await more.answer({ ok: true, value: { hits: [hit(7)], has_more: false } })
  expect(ids()).toEqual([9, 8, 7])

  await search.moreThreads()
  expect(threadsAsked).toEqual([
    ['all', null, 'fatura'],
    ['archived', null, 'fatura'],
    ['all', 'more', 'fatura'],
  ])
  expect(foundThreads(search.state)).toHaveLength(3)
})
