import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import type { Store } from '#server/store/ports'
import { untilIndexed } from '#tests/support/indexed'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const found = async (store: Store, q: string): Promise<[number, number]> => {
  const page = await store.conversations.list({ filter: 'all', q, cursor: null, limit: 10 })
  const { hits } = await store.messages.search({ q, before: null, limit: 10 })
  return [page?.conversations.length ?? 0, hits.length]
}

const fill = async (texts: string[]) => {
  const { path, open } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  for (const text of texts) await store.messages.append(messageOf(eda, { text }))
  return { path, open, store, eda }
}

// The triggers stand in the database: whoever changes a message changes the index, so a plain statement does here.
for (const isIndexed of [false, true]) {
  const state = isIndexed ? 'after' : 'before'

  test(`what is deleted ${state} it was indexed is never found again`, async () => {
    const { open, store } = await fill(['zürafa kırmızı', 'zürafa mavi'])
    const database = open()
    if (isIndexed) await untilIndexed(database)

    database.run('UPDATE messages SET deleted = 1, text = NULL WHERE id = 1')
    expect([await found(store, 'kırmızı'), await found(store, 'zürafa')]).toEqual([
      [0, 0],
      [1, 1],
    ])
    database.run('DELETE FROM messages WHERE id = 2')
    expect(await found(store, 'zürafa')).toEqual([0, 0])
  })

  test(`what is edited ${state} it was indexed is found by its new words alone`, async () => {
    const { open, store } = await fill(['eski Iğdır', 'başka'])
    const database = open()
    if (isIndexed) await untilIndexed(database)

    database.run("UPDATE messages SET text = 'yeni ILIK ığdır' WHERE id = 1")
    await untilIndexed(database)

    expect([await found(store, 'eski'), await found(store, 'ılık'), await found(store, 'igdir')]).toEqual([
      [0, 0],
      [1, 1],
      [1, 1],
    ])
  })
}

test('no word of a deleted text stays in the index once nobody writes', async () => {
  const { path, open, store } = await fill(['gizlikelime bir', ...Array.from({ length: 50 }, () => 'bir iki')])
  const database = open()
  await untilIndexed(database)
  database.run('PRAGMA wal_checkpoint(TRUNCATE)')
  expect(readFileSync(path).includes('gizlikelime')).toBe(true)

  database.run('PRAGMA secure_delete = ON')
  database.run('UPDATE messages SET deleted = 1, text = NULL WHERE id = 1')
  expect(await found(store, 'gizlikelime')).toEqual([0, 0])
  await untilIndexed(database)
  database.close()
  store.close()

  expect(readFileSync(path).includes('gizlikelime')).toBe(false)
})

test('a new name is found at once, the old one no more', async () => {
  const { store, eda } = await fill(['merhaba'])
  expect(await found(store, 'eda')).toEqual([1, 0])

  await store.conversations.rename(eda, 'Iğdırlı Ayşe', null)
  const another = await createConversation(store)

  expect(await found(store, 'ırli')).toEqual([1, 0])
  expect(await found(store, 'ayse')).toEqual([1, 0])
  expect(await found(store, another.cid)).toEqual([1, 0])
})

test('the archived are found in their own list alone', async () => {
  const { store, open, eda } = await fill(['merhaba'])
  await store.messages.append(messageOf(eda, { role: 'admin', text: 'buyurun' }))
  await found(store, 'x')
  open().run('UPDATE chat_sessions SET archived = 1')
  const list = async (filter: 'all' | 'waiting' | 'archived') =>
    (await store.conversations.list({ filter, q: 'buyur', cursor: null, limit: 5 }))?.conversations.length

  expect([await list('all'), await list('waiting'), await list('archived')]).toEqual([0, 0, 1])
})

test('a database that was filled before there was a search is indexed by and by', async () => {
  const { path, open, store } = await fill(Array.from({ length: 1200 }, (_, n) => `kelime${n} ortak`))
  store.close()
  const database = open()
  database.run("INSERT INTO message_words (message_words) VALUES ('delete-all')")
  database.run("UPDATE meta SET value = '0' WHERE key = 'indexed_up_to'")

  const reopened = openTestStore(path)
  expect(await found(reopened, 'kelime777')).toEqual([1, 1])
  await untilIndexed(database)
  expect(await found(reopened, 'kelime777')).toEqual([1, 1])
  expect(await found(reopened, 'ortak')).toEqual([1, 10])
})

test('a reaction leaves the index as it is', async () => {
  const { open, store, eda } = await fill(['zürafa'])
  const database = open()
  await untilIndexed(database)
  await store.messages.react({ conversation: eda, role: 'user', id: 1, limit: null, emoji: '👍' })

  expect(database.query("SELECT value FROM meta WHERE key = 'index_dirt'").values()).toEqual([['0']])
})
