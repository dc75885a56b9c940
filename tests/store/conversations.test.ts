import { describe, expect, test } from 'bun:test'
import type { Store } from '#server/store/ports'
import { createConversation, hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const listed = async (store: Store, filter: 'all' | 'waiting' | 'archived', limit = 2): Promise<string[][]> => {
  const pages: string[][] = []
  let cursor: string | null = null
  do {
    const page = await store.conversations.list({ filter, q: null, cursor, limit })
    pages.push(page?.conversations.map(({ chatId }) => chatId) ?? [])
    cursor = page?.next ?? null
  } while (cursor !== null)
  return pages
}

test.each(['', 'x', '1', '1.', '.1', '-1.1', '1.1.1', '1e3.1', `${'9'.repeat(16)}.1`])(
  'the cursor %p is refused',
  async (cursor) => {
    const store = openTestStore()

    expect(await store.conversations.list({ filter: 'all', q: null, cursor, limit: 10 })).toBeNull()
  },
)

test('a CID that is taken makes no conversation and no session', async () => {
  const store = openTestStore()
  const wanted = { cid: 'Eda-7F3C', name: 'Eda', lang: 'tr', createdAt: 1 } as const
  const session = (n: number) => ({ tokenHash: hash(`${n}`), userAgent: '', createdAt: 1, expiresAt: 2 })
  await store.conversations.create({ ...wanted, chatId: 'first' }, session(1))

  expect(await store.conversations.create({ ...wanted, chatId: 'second' }, session(2))).toBeNull()
  expect(await store.conversations.find('second')).toBeNull()
  expect(await store.sessions.visitor(hash('2'), 1)).toBeNull()
})

test('there is one living object for each conversation, whoever asks', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)

  expect(await store.conversations.find(eda.chatId)).toBe(eda)
  expect((await store.conversations.list({ filter: 'all', q: null, cursor: null, limit: 1 }))?.conversations[0]).toBe(
    eda,
  )
})

test('pages go through all conversations once, newest activity first', async () => {
  const store = openTestStore()
  const five = [5, 3, 9, 3, 7]
  const made = await Promise.all(five.map((at) => createConversation(store, at)))
  const [a, b, c, d, e] = made.map(({ chatId }) => chatId)

  expect(await listed(store, 'all')).toEqual([[c, e], [a, d], [b]] as string[][])
})

test('those who wait come longest first, and leave the list when they are answered', async () => {
  const store = openTestStore()
  const [eda, ali, can] = await Promise.all([
    createConversation(store),
    createConversation(store),
    createConversation(store),
  ])
  await store.messages.append(messageOf(ali, { createdAt: 1000 }))
  await store.messages.append(messageOf(eda, { createdAt: 2000 }))
  await store.messages.append(messageOf(ali, { createdAt: 3000 }))

  expect(await listed(store, 'waiting')).toEqual([[ali.chatId, eda.chatId]])

  await store.messages.append(messageOf(ali, { role: 'admin', createdAt: 4000 }))
  expect(await listed(store, 'waiting')).toEqual([[eda.chatId]])
  expect((await listed(store, 'all', 3)).flat()).toEqual([ali.chatId, eda.chatId, can.chatId])
})

test('the archived are in their own list until the visitor writes again', async () => {
  const { path, open } = scratchDatabase()
  const first = openTestStore(path)
  const { chatId } = await createConversation(first)
  first.close()
  open().run('UPDATE chat_sessions SET archived = 1')
  const store = openTestStore(path)
  const eda = await store.conversations.find(chatId)
  if (!eda) throw new Error('the conversation is gone')

  expect([await listed(store, 'all'), await listed(store, 'archived')]).toEqual([[[]], [[chatId]]])

  await store.messages.append(messageOf(eda, { role: 'admin' }))
  expect(await listed(store, 'archived')).toEqual([[chatId]])

  await store.messages.append(messageOf(eda))
  expect([await listed(store, 'all'), await listed(store, 'archived')]).toEqual([[[chatId]], [[]]])
})

describe('a read mark', () => {
  test('never goes back, nor past the newest message', async () => {
    const store = openTestStore()
    const eda = await createConversation(store)
    for (let n = 0; n < 3; n++) await store.messages.append(messageOf(eda))
    const mark = (id: number) => store.conversations.markRead(eda, 'admin', id)

    expect([await mark(2), await mark(2), await mark(1), await mark(99), await mark(100)]).toEqual([
      2,
      null,
      null,
      3,
      null,
    ])
    expect(eda).toMatchObject({ adminReadId: 3, userReadId: 0, unread: 0, rev: 3 })
  })

  test('of the admin leaves as unread what the visitor wrote after it', async () => {
    const store = openTestStore()
    const eda = await createConversation(store)
    for (let n = 0; n < 4; n++) await store.messages.append(messageOf(eda))

    await store.conversations.markRead(eda, 'admin', 3)

    expect(eda.unread).toBe(1)
    expect(eda.waitingSince).not.toBeNull()
  })
})
