import { expect, test } from 'bun:test'
import { openStore } from '#server/store/sqlite/store'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

test('a change that the disk refuses is not there in memory either', async () => {
  const { url, path, open } = scratchDatabase()
  expect(url).toContain(path)
  const store = openStore({ path, relays: false, makeEpoch: () => 'epoch' })
  const eda = await createConversation(store)
  open().run("CREATE TRIGGER refuse BEFORE UPDATE OF blocked ON chat_sessions BEGIN SELECT RAISE(ABORT, 'full'); END")

  const change = store.conversations.change(eda, { blocked: true, note: 'x', archived: true })
  expect(
    await change.then(
      () => 'done',
      () => 'refused',
    ),
  ).toBe('refused')
  expect(eda).toMatchObject({ blocked: false, note: null, archived: false })
  store.close()
})

test('an erasure that the disk refuses leaves everything as it was, with messages that were only just stored', async () => {
  const { path, open } = scratchDatabase()
  const store = openTestStore(path)
  const [ali, eda] = [await createConversation(store), await createConversation(store)]
  const database = open()
  database.run("CREATE TRIGGER refuse BEFORE DELETE ON chat_sessions BEGIN SELECT RAISE(ABORT, 'full'); END")
  await store.messages.append(messageOf(ali))
  for (let n = 0; n < 3; n++) await store.messages.append(messageOf(eda))

  expect(
    await store.conversations.erase([eda.chatId]).then(
      () => 'done',
      () => 'refused',
    ),
  ).toBe('refused')
  expect(eda).toMatchObject({ rev: 3, unread: 3 })
  expect(await store.conversations.find(eda.chatId)).toBe(eda)
  expect(await store.messages.append(messageOf(eda))).toMatchObject({ kind: 'stored', message: { id: 5, rev: 4 } })

  database.run('DROP TRIGGER refuse')
  expect(await store.conversations.erase([eda.chatId])).toEqual([eda])
  expect(await store.conversations.find(eda.chatId)).toBeNull()
  expect((await store.messages.page(ali, null, 10)).messages).toHaveLength(1)
})

test('what comes in one turn with an erasure goes by its order: stored and erased, or refused', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  const outcomes = await Promise.all([
    store.messages.append(messageOf(eda)),
    store.conversations.erase([eda.chatId]),
    store.messages.append(messageOf(eda)),
    store.messages.edit({ conversation: eda, role: 'user', id: 1, limit: null, text: 'x', editedAt: 1, notBefore: 0 }),
    store.messages.remove(eda, [1]),
    store.conversations.erase([eda.chatId]),
    store.conversations.markRead(eda, 'admin', 1),
  ])

  expect(outcomes).toMatchObject([{ kind: 'stored' }, [eda], { kind: 'gone' }, { kind: 'not_found' }, [], [], null])
  expect((await store.messages.page(eda, null, 10)).messages).toEqual([])
})

test('a conversation that is gone is neither changed nor found, and erasing it again finds none', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  expect((await store.conversations.erase([eda.chatId, eda.chatId])).map(({ chatId }) => chatId)).toEqual([eda.chatId])

  expect(await store.conversations.change(eda, { archived: true })).toBe(false)
  expect(await store.conversations.find(eda.chatId)).toBeNull()
  expect(await store.conversations.erase([eda.chatId])).toEqual([])
})
