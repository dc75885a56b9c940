import { beforeEach, describe, expect, test } from 'bun:test'
import type { Message } from '#protocol/messages'
import type { Conversation, NewMessage, Store } from '#server/store/ports'
import { copyAsIs } from '#tests/support/copy-as-is'
import { untilIndexed } from '#tests/support/indexed'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { type ScratchDatabase, scratchDatabase } from '#tests/support/scratch'
import { called, callOf } from '#tests/support/stored-calls'

let place: ScratchDatabase
let store: Store
let eda: Conversation

beforeEach(async () => {
  place = scratchDatabase()
  store = openTestStore(place.path, true)
  eda = await createConversation(store)
})

const write = async (change: Partial<NewMessage> = {}, conversation = eda): Promise<Message> => {
  const appended = await store.messages.append(messageOf(conversation, change))
  if (appended.kind !== 'stored') throw new Error(appended.kind)
  return appended.message
}

describe('what a call leaves', () => {
  test('is a message of the system that says how it went', async () => {
    const message = await called(store, eda, {
      callId: 'one',
      video: true,
      caller: 'admin',
      outcome: 'hangup',
      talkedMs: 252_999,
    })

    expect(message).toEqual({
      id: 1,
      rev: 1,
      chat_id: eda.chatId,
      client_id: null,
      role: 'system',
      type: 'call',
      text: null,
      media_url: null,
      media: null,
      call: { call_id: 'one', from: 'admin', video: true, outcome: 'hangup', duration_s: 252 },
      reply_to: null,
      reactions: {},
      created_at: '1970-01-01T00:04:17.999Z',
      edited_at: null,
      deleted: false,
      via: 'web',
    })
    expect((await store.messages.page(eda, null, 10)).messages).toEqual([message])
    expect(await store.messages.changedSince(eda, 0, 10)).toEqual([message])
    expect(await store.push.messageNow(eda, 1)).toEqual(message)
    expect(eda.lastMessage).toEqual(message)
  })

  test('has no duration where nobody took it, nor a negative one where the clock was set back', async () => {
    expect((await called(store, eda, { outcome: 'declined' })).call?.duration_s).toBe(0)
    expect((await called(store, eda, { outcome: 'lost', talkedMs: -3000 })).call?.duration_s).toBe(0)
    expect((await called(store, eda, { outcome: 'lost', talkedMs: 999 })).call?.duration_s).toBe(0)
  })

  test('is followed by what is written next, in the same turn, too', async () => {
    await store.calls.ring(callOf(eda, { callId: 'one' }))

    const [before, ended, after] = await Promise.all([write(), store.calls.end('one', 'missed', 9000), write()])
    const last = await write()

    expect([before, ended?.message, after, last].map((one) => one && [one.id, one.rev])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ])
  })

  test('stands beside others of its kind, none taken for a retry of another', async () => {
    const both = [await called(store, eda), await called(store, eda)]
    await store.messages.page(eda, null, 1)
    const third = await called(store, eda)

    expect((await store.messages.page(eda, null, 10)).messages).toEqual([...both, third])
  })

  test('is one more of those that wait to be filed: many are filed with their storing', async () => {
    const rings = Array.from({ length: 520 }, (_, n) => callOf(eda, { callId: `${n}` }))
    await Promise.all(rings.map(store.calls.ring))
    await Promise.all(rings.map(({ callId }) => store.calls.end(callId, 'missed', 9000)))

    expect(place.open().query('SELECT filed, count(*) FROM messages GROUP BY filed').values()).toEqual([[1, 520]])
  })

  test('is in no text: every other message has no such key', async () => {
    await called(store, eda)

    expect('call' in (await write())).toBe(false)
  })
})

describe('a call leaves the counters alone', () => {
  test('whoever rang: who waited still waits, and what was unread still is', async () => {
    await write({ createdAt: 3000 })
    await called(store, eda, { outcome: 'hangup', talkedMs: 60_000 })
    await called(store, eda, { caller: 'admin' })

    expect(eda).toMatchObject({
      rev: 3,
      waitingSince: 3000,
      unread: 1,
      adminReadId: 0,
      archived: false,
      lastMessage: { id: 3 },
    })
  })

  test('nobody waits who only rang', async () => {
    await called(store, eda)

    expect(eda).toMatchObject({
      rev: 1,
      waitingSince: null,
      unread: 0,
      adminReadId: 0,
      archived: false,
      lastMessage: { id: 1 },
    })
    expect(await store.push.countWaiting()).toBe(0)
  })

  test('also where they are counted anew, since a message was read or deleted', async () => {
    const first = await write({ createdAt: 3000 })
    const call = await called(store, eda)
    const second = await write({ createdAt: 6000 })
    await store.messages.remove(eda, [first.id])
    expect(eda).toMatchObject({ unread: 1, waitingSince: 6000 })

    await store.messages.remove(eda, [second.id])
    expect(eda).toMatchObject({ unread: 0, waitingSince: null, lastMessage: { id: call.id } })
    await write()
    await store.conversations.markRead(eda, 'admin', call.id)
    expect(eda).toMatchObject({ unread: 1, adminReadId: call.id })
  })

  test('but for the order of the list: its conversation is the newest', async () => {
    await write({ createdAt: 3000 }, await createConversation(store))
    await called(store, eda)

    const list = await store.conversations.list({ filter: 'all', q: null, cursor: null, limit: 10 })

    expect(list?.conversations[0]).toBe(eda)
  })

  test('and for the archive, from which the visitor comes back by ringing, and not by being rung', async () => {
    await store.conversations.change(eda, { archived: true })
    await called(store, eda, { caller: 'admin' })
    const rung = eda.archived
    await called(store, eda)

    expect([rung, eda.archived]).toEqual([true, false])
    expect((await openTestStore(copyAsIs(place.path)).conversations.find(eda.chatId))?.archived).toBe(false)
  })
})

test('nobody edits the message of a call; it is reacted to and answered as every message is', async () => {
  const { id } = await called(store, eda)
  const change = { conversation: eda, id, limit: null }

  for (const role of ['user', 'admin'] as const)
    expect(await store.messages.edit({ ...change, role, text: 'never', editedAt: 9000, notBefore: 0 })).toEqual({
      kind: 'not_yours',
    })
  expect(await store.messages.react({ ...change, role: 'user', emoji: '👍' })).toMatchObject({
    kind: 'changed',
    message: { rev: 2, reactions: { user: '👍' }, call: { outcome: 'missed' } },
  })
  expect(eda.lastMessage?.call).toMatchObject({ outcome: 'missed' })
  expect(await write({ replyTo: id })).toMatchObject({ reply_to: id })
})

test('deleted, the message is a tombstone without a word of the call; the call is still known', async () => {
  const { id } = await called(store, eda, { callId: 'one', outcome: 'hangup', talkedMs: 5000 })

  const [stone] = await store.messages.remove(eda, [id])

  expect(stone).toMatchObject({ id, rev: 2, client_id: null, role: 'system', type: 'call', deleted: true })
  expect(stone && 'call' in stone).toBe(false)
  expect(place.open().query('SELECT call FROM messages').values()).toEqual([[null]])
  expect(await store.messages.changedSince(eda, 1, 10)).toEqual([stone as Message])
  expect((await store.messages.page(eda, null, 10)).messages).toEqual([])
  expect(await store.calls.find('one')).toMatchObject({ outcome: 'hangup' })
  expect(await write()).toMatchObject({ id: 2, rev: 3 })
})

test('a search goes past a call, before and after all is indexed', async () => {
  await write({ text: 'arama yaptım' })
  const { call } = await called(store, eda, { callId: 'arama' })
  await write({ text: 'arama bitti' })
  const found = async () => {
    const everywhere = await store.messages.search({ q: 'arama', before: null, limit: 10 })
    const here = await store.messages.searchIn({ q: 'arama', conversation: eda, before: null, after: null, limit: 10 })
    const list = await store.conversations.list({ filter: 'all', q: 'bitti yaptım', cursor: null, limit: 10 })
    return [everywhere.hits.map(({ message }) => message.id), here.total, list?.conversations.length]
  }

  const fresh = await found()
  await untilIndexed(place.open())

  expect(call?.call_id).toBe('arama')
  expect([fresh, await found()]).toEqual([
    [[3, 1], 2, 1],
    [[3, 1], 2, 1],
  ])
})

test('the message is gone with its conversation, filed or not, and another is as it was', async () => {
  const ali = await createConversation(store)
  const kept = await called(store, ali)
  await called(store, eda)
  await store.messages.page(eda, null, 1)
  await called(store, eda)

  await store.conversations.erase([eda.chatId])

  expect(place.open().query('SELECT id FROM messages').values()).toEqual([[kept.id]])
  expect(ali.lastMessage).toEqual(kept)
})
