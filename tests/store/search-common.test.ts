import { expect, test } from 'bun:test'
import { untilIndexed } from '#tests/support/indexed'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const { path, open } = scratchDatabase()
const first = openTestStore(path)
const old = await createConversation(first, 1000)
const young = await createConversation(first, 2000)
first.close()

// More than are ever read one by one, with the words that are asked for in the oldest alone.
const database = open()
const add = (chat: number, count: number, text: string): void =>
  database.transaction(() => {
    database.run(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       INSERT INTO messages (id, chat, seq, rev, filed, role, client_id, type, text, created_at)
       SELECT last + i, ?1, last + i, last + i, 1, 'user', 'message-' || (last + i), 'text', ?3, 1000
       FROM n, (SELECT coalesce(max(id), 0) AS last FROM messages)`,
      [chat, count, text],
    )
    database.run("UPDATE meta SET value = (SELECT max(id) FROM messages) WHERE key = 'filed_up_to'")
  })()
add(old.key, 2500, 'seyrek ortak')
add(old.key, 22_000, 'ortak a-b')
add(young.key, 22_000, 'dolgu a b')
const store = openTestStore(path)
await untilIndexed(database)

test.each([
  ['of all', 'dol', [young.chatId], 46_500],
  ['that comes often, but long ago', 'ort', [old.chatId], 24_500],
  ['that comes less often, and long ago', 'seyr', [old.chatId], 2500],
  ['with a sign, of which the letters come often', 'a-b', [old.chatId], 24_500],
  ['that never comes, of which the letters come often', 'a*', [], undefined],
  ['with another of the same', 'seyrek ortak', [old.chatId], 2500],
])('a word %s is found', async (_, q, chatIds, newest) => {
  const page = await store.conversations.list({ filter: 'all', q, cursor: null, limit: 5 })
  const { hits, hasMore } = await store.messages.search({ q, before: null, limit: 5 })

  expect(page?.conversations.map(({ chatId }) => chatId)).toEqual(chatIds)
  expect([hits[0]?.message.id, hasMore]).toEqual([newest, newest !== undefined])
})

test('two common words that never stand together are found in no message', async () => {
  const { hits } = await store.messages.search({ q: 'ortak dolgu', before: null, limit: 5 })
  expect(hits).toEqual([])
})

test.each([
  ['that comes often', 'ort', 24_500, 24_500],
  ['that comes less often', 'seyr', 2500, 2500],
  ['with a sign', 'a-b', 22_000, 24_500],
  ['that comes in others alone', 'dol', 0, undefined],
])('in one long conversation a word %s is counted, and the newest of it found', async (_, q, count, newest) => {
  const query = { q, conversation: old, before: null, after: null, limit: 5 }
  const { hits, total, newer } = await store.messages.searchIn(query)

  expect([total, newer, hits[0]?.message.id]).toEqual([count, 0, newest])
})

test('what the index has not reached is counted with what it has', async () => {
  const conversation = await createConversation(store, 3000)
  for (const text of ['nadide bir', 'nadide iki']) await store.messages.append(messageOf(conversation, { text }))
  await untilIndexed(database)
  await store.messages.append(messageOf(conversation, { text: 'nadide üç' }))

  const query = { q: 'nadide', conversation, before: null, after: null, limit: 2 }
  const { hits, hasMore, total } = await store.messages.searchIn(query)

  expect(hits.map(({ message }) => message.text)).toEqual(['nadide üç', 'nadide iki'])
  expect([hasMore, total]).toEqual([true, 3])
})
