import { beforeAll, describe, expect, test } from 'bun:test'
import type { Conversation } from '#server/store/ports'
import { untilIndexed } from '#tests/support/indexed'
import { hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const { path, open } = scratchDatabase()
const store = openTestStore(path)
const database = open()
const people = new Map<string, Conversation>()
const said: [string, string][] = [
  ['Şule Iğdır', 'İSTANBUL’dan 100% pamuk kazak'],
  ['Şule Iğdır', 'kargo ne zaman gelir'],
  ['Ali %50', '100 lira iade'],
  ['Ali %50', 'ıstanbul kargo'],
  ['Can_Su 😀', 'Сергей 14:30 gibi gelir'],
  ['Can_Su 😀', 'bir "tırnak" NEAR* AND: OR ^not'],
]

const join = async (name: string, n: number): Promise<Conversation> => {
  const session = { tokenHash: hash(`${name} ${n}`), userAgent: '', createdAt: 1, expiresAt: 9e15 }
  const wanted = { chatId: `chat-${n}`, cid: `${name.slice(0, 3)}-7F3C${n}`, name, lang: 'tr', createdAt: n } as const
  const made = await store.conversations.create(wanted, session)
  if (!made) throw new Error('the CID was taken')
  return made.conversation
}

for (const [place, [name, text]] of said.entries()) {
  const known = people.get(name) ?? (await join(name, place))
  people.set(name, known)
  await store.messages.append(messageOf(known, { text, createdAt: 5000 + place }))
}

const namesFor = async (q: string, filter: 'all' | 'waiting' | 'archived' = 'all'): Promise<string> => {
  const page = await store.conversations.list({ filter, q, cursor: null, limit: 10 })
  return page?.conversations.map(({ name }) => name.split(' ')[0]).join(' ') ?? 'refused'
}
const textsFor = async (q: string, in_: string | null = null): Promise<string[]> => {
  const conversation = in_ === null ? null : (people.get(in_) ?? null)
  const query = { q, before: null, limit: 10 }
  const { hits } = await (conversation
    ? store.messages.searchIn({ ...query, conversation, after: null })
    : store.messages.search(query))
  return hits.map(({ message }) => message.text ?? '')
}

const nothing = [
  'stanbul',
  'argo',
  '*',
  'NEAR(a b)',
  "'",
  '" OR 1',
  'text:kargo',
  '-kargo',
  'a'.repeat(10_000),
  '👍',
  '\0',
]
const lists: [string, string][] = [
  ['istanbul', 'Ali Şule'],
  ['ISTANBUL kargo', 'Ali Şule'],
  ['İst KAR pamuk', 'Şule'],
  ['şule gelir', 'Şule'],
  ['SULE', 'Şule'],
  ['ĞDI', 'Şule'],
  ['sule lira', ''],
  ['100', 'Ali Şule'],
  ['100%', 'Şule'],
  ['%', 'Ali'],
  ['%50 iade', 'Ali'],
  ['_', 'Can_Su'],
  ['n_s', 'Can_Su'],
  ['😀 сер', 'Can_Su'],
  ['7f3c', 'Can_Su Ali Şule'],
  ['-7F3C2', 'Ali'],
  ['14:30', 'Can_Su'],
  ['14:31', ''],
  ['near* and: "tır', 'Can_Su'],
  ['', 'Can_Su Ali Şule'],
]
const messages: [string, string[]][] = [
  ['kargo', ['ıstanbul kargo', 'kargo ne zaman gelir']],
  ['ist kargo', ['ıstanbul kargo']],
  ['gel', ['Сергей 14:30 gibi gelir', 'kargo ne zaman gelir']],
  ['100% k', ['İSTANBUL’dan 100% pamuk kazak']],
  ['СЕРГЕЙ', ['Сергей 14:30 gibi gelir']],
  ['şule', []],
  ['kargo %', []],
  ['', []],
]

for (const state of ['not indexed', 'indexed']) {
  describe(`while the texts are ${state}`, () => {
    beforeAll(async () => {
      if (state === 'indexed') await untilIndexed(database)
    })

    test.each(nothing)('%p finds nothing', async (q) => {
      expect([await namesFor(q), await textsFor(q)]).toEqual(['', []])
    })

    test.each(lists)('the conversations with %p are "%s"', async (q, names) => {
      expect(await namesFor(q)).toBe(names)
      expect(await namesFor(q, 'waiting')).toBe(names.split(' ').toReversed().join(' '))
      expect(await namesFor(q, 'archived')).toBe('')
    })

    test.each(messages)('the messages with %p', async (q, texts) => {
      expect(await textsFor(q)).toEqual(texts)
      expect(await textsFor(q, 'Ali %50')).toEqual(texts.filter((text) => text === 'ıstanbul kargo'))
    })

    test('a page ends where its limit is and the next goes on from there', async () => {
      const first = await store.conversations.list({ filter: 'all', q: 'gelir', cursor: null, limit: 1 })
      const next = await store.conversations.list({ filter: 'all', q: 'gelir', cursor: first?.next ?? '', limit: 1 })
      expect([first, next].map((page) => page?.conversations[0]?.name)).toEqual(['Can_Su 😀', 'Şule Iğdır'])
      expect(next?.next).toBeNull()

      const newest = await store.messages.search({ q: 'kargo', before: null, limit: 1 })
      const older = await store.messages.search({ q: 'kargo', before: 4, limit: 1 })
      expect([newest.hits[0]?.message.id, newest.hasMore, older.hits[0]?.message.id, older.hasMore]).toEqual([
        4,
        true,
        2,
        false,
      ])
    })
  })
}
