import { Database } from 'bun:sqlite'
import { describe, expect, test } from 'bun:test'
import type { SendLimit } from '#server/store/ports'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const over: SendLimit = { peek: () => ({ ok: false, retryAfterMs: 70 }), take: () => ({ ok: false, retryAfterMs: 70 }) }

const countingLimit = () => {
  let taken = 0
  const limit: SendLimit = { peek: () => ({ ok: true }), take: () => ({ ok: true, taken: ++taken }) }
  return { limit, taken: () => taken }
}

describe('refused, and nothing of it stored', () => {
  test('the same client_id with other content, from any side but the other', async () => {
    const store = openTestStore()
    const eda = await createConversation(store)
    const first = messageOf(eda)
    await store.messages.append(first)

    expect(await store.messages.append({ ...first, text: 'başka' })).toEqual({ kind: 'other_content' })
    expect(await store.messages.append({ ...first, replyTo: 1 })).toEqual({ kind: 'other_content' })
    expect(await store.messages.append({ ...first, role: 'admin' })).toMatchObject({ kind: 'stored', fresh: true })
    expect(eda.rev).toBe(2)
  })

  test('a reply to a message that is not there or of another conversation', async () => {
    const store = openTestStore()
    const [eda, ali] = [await createConversation(store), await createConversation(store)]
    const said = await store.messages.append(messageOf(ali))
    const id = said.kind === 'stored' ? said.message.id : 0

    expect(await store.messages.append(messageOf(eda, { replyTo: id }))).toEqual({ kind: 'unknown_reply' })
    expect(await store.messages.append(messageOf(eda, { replyTo: 999 }))).toEqual({ kind: 'unknown_reply' })
    expect(await store.messages.append(messageOf(ali, { replyTo: id }))).toMatchObject({ kind: 'stored', fresh: true })
    expect(eda.rev).toBe(0)
  })

  test('a message over the limit, but never a retry of one that is stored', async () => {
    const store = openTestStore()
    const eda = await createConversation(store)
    const first = messageOf(eda)
    await store.messages.append(first)

    expect(await store.messages.append(messageOf(eda, { limit: over }))).toEqual(
      expect.objectContaining({ kind: 'over_limit', retryAfterMs: 70 }),
    )
    expect(await store.messages.append({ ...first, limit: over })).toMatchObject({ kind: 'stored', fresh: false })
  })
})

test('a retry gets the stored message, costs no rev and counts against no limit', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  const { limit, taken } = countingLimit()
  const first = messageOf(eda, { limit })

  const stored = await store.messages.append(first)
  const again = await store.messages.append({ ...first, createdAt: 9000 })

  expect(again).toEqual({ ...stored, fresh: false } as never)
  expect([eda.rev, taken()]).toEqual([1, 1])
})

test('of the same message twice in one turn one is stored, and both hear of it', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  const first = messageOf(eda)

  const both = await Promise.all([store.messages.append(first), store.messages.append({ ...first })])

  expect(both.map((one) => one.kind === 'stored' && [one.fresh, one.message.rev])).toEqual([
    [true, 1],
    [false, 1],
  ])
})

test('what is sent in one turn is stored and resolved in that order, rev by rev', async () => {
  const store = openTestStore()
  const [eda, ali] = [await createConversation(store), await createConversation(store)]
  const order: number[] = []
  const sends = Array.from({ length: 100 }, (_, n) => messageOf(n % 3 ? eda : ali, { text: `${n}` }))

  const stored = await Promise.all(
    sends.map(async (sent, n) => {
      const appended = await store.messages.append(sent)
      order.push(n)
      return appended.kind === 'stored' ? appended.message : null
    }),
  )

  expect(order).toEqual(sends.map((_, n) => n))
  const revs = (chatId: string) =>
    stored.filter((message) => message?.chat_id === chatId).map((message) => message?.rev)
  expect(revs(eda.chatId)).toEqual(Array.from({ length: 66 }, (_, n) => n + 1))
  expect(revs(ali.chatId)).toEqual(Array.from({ length: 34 }, (_, n) => n + 1))
})

test('the page before a message is the newest of those, oldest first, and says whether more are before it', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  for (let n = 1; n <= 7; n++) await store.messages.append(messageOf(eda, { text: `${n}` }))
  const texts = async (before: number | null, limit: number) => {
    const { messages, hasMore } = await store.messages.page(eda, before, limit)
    return [messages.map((message) => message.text).join(''), hasMore]
  }

  expect(await texts(null, 3)).toEqual(['567', true])
  expect(await texts(5, 3)).toEqual(['234', true])
  expect(await texts(2, 3)).toEqual(['1', false])
  expect(await texts(4, 3)).toEqual(['123', false])
  expect(await texts(1, 3)).toEqual(['', false])
})

test('tombstones are left out of pages and stay in changes', async () => {
  const { path, open } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  for (let n = 1; n <= 3; n++) await store.messages.append(messageOf(eda, { text: `${n}` }))
  open().run('UPDATE messages SET deleted = 1, text = NULL WHERE rev = 2')

  expect((await store.messages.page(eda, null, 50)).messages.map(({ rev }) => rev)).toEqual([1, 3])
  expect((await store.messages.changedSince(eda, 1, 50))?.map(({ rev, deleted }) => [rev, deleted])).toEqual([
    [2, true],
    [3, false],
  ])
})

test('changes that are more than the limit are none: never some of them', async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  for (let n = 1; n <= 4; n++) await store.messages.append(messageOf(eda))

  expect(await store.messages.changedSince(eda, 0, 3)).toBeNull()
  expect(await store.messages.changedSince(eda, 1, 3)).toHaveLength(3)
  expect(await store.messages.changedSince(eda, 4, 3)).toEqual([])
})

test('a retry of a message that was edited or deleted since gets it as it is now', async () => {
  const { path, open } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  const [edited, deleted] = [messageOf(eda), messageOf(eda)]
  await store.messages.append(edited)
  await store.messages.append(deleted)
  open().run("UPDATE messages SET text = 'yeni', edited_at = 5000 WHERE rev = 1")
  open().run('UPDATE messages SET text = NULL, deleted = 1 WHERE rev = 2')

  expect(await store.messages.append(edited)).toMatchObject({ fresh: false, message: { text: 'yeni' } })
  expect(await store.messages.append(deleted)).toMatchObject({ fresh: false, message: { text: null, deleted: true } })
})

test.each([true, false])('a row for Telegram stands beside each message where it is configured: %p', async (relays) => {
  const { path } = scratchDatabase()
  const store = openTestStore(path, relays)
  const eda = await createConversation(store)
  const first = messageOf(eda)
  await Promise.all([store.messages.append(first), store.messages.append(first), store.messages.append(messageOf(eda))])
  store.close()

  const database = new Database(path, { readonly: true })
  const rows = database
    .query('SELECT rev FROM outbox JOIN messages ON messages.id = message ORDER BY outbox.id')
    .values()
  database.close()
  expect(rows).toEqual(relays ? [[1], [2]] : [])
})

test("a visitor's message waits and is unread; the admin's answer ends both", async () => {
  const store = openTestStore()
  const eda = await createConversation(store)
  await store.messages.append(messageOf(eda, { createdAt: 3000 }))
  await store.messages.append(messageOf(eda, { createdAt: 4000 }))

  expect(eda).toMatchObject({ waitingSince: 3000, unread: 2, rev: 2 })

  await store.messages.append(messageOf(eda, { role: 'admin', createdAt: 5000 }))
  expect(eda).toMatchObject({ waitingSince: null, unread: 0, adminReadId: 3, rev: 3 })
})
