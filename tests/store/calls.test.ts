import type { Database } from 'bun:sqlite'
import { beforeEach, describe, expect, test } from 'bun:test'
import type { Conversation, Store } from '#server/store/ports'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { callOf } from '#tests/support/stored-calls'

let store: Store
let eda: Conversation
let look: Database

beforeEach(async () => {
  const { path, open } = scratchDatabase()
  store = openTestStore(path, true)
  look = open()
  eda = await createConversation(store)
})

const ring = (change: Parameters<typeof callOf>[1] = {}) => store.calls.ring(callOf(eda, { callId: 'one', ...change }))
const waitingForTelegram = () => look.query('SELECT chat, message, call, created_at FROM outbox ORDER BY id').values()

describe('refused, and nothing of it stored', () => {
  test('a ring where the conversation is gone, in the turn of its erasure, too', async () => {
    const [, late] = await Promise.all([store.conversations.erase([eda.chatId]), ring()])

    expect(late).toBeNull()
    expect(await ring()).toBeNull()
    expect(await store.calls.find('one')).toBeNull()
    expect(waitingForTelegram()).toEqual([])
  })

  test('a second ring under the same id', async () => {
    await ring()

    expect(await faultOf(ring({ video: true }))).toBeInstanceOf(Error)
    expect(await store.calls.find('one')).toMatchObject({ video: false })
    expect(waitingForTelegram()).toHaveLength(1)
  })

  test('to accept a call that never was, that is live, or that is over', async () => {
    await ring()
    await ring({ callId: 'over' })
    await store.calls.end('over', 'cancelled', 2000)

    const [first, second] = await Promise.all([
      store.calls.accept('one', 'admin a', 3000),
      store.calls.accept('one', 'admin b', 3001),
    ])

    expect(await store.calls.accept('none', 'admin a', 3000)).toBeNull()
    expect(await store.calls.accept('over', 'admin a', 3000)).toBeNull()
    expect([first?.calleeDevice, second]).toEqual(['admin a', null])
    expect(await store.calls.find('one')).toMatchObject({ state: 'live', calleeDevice: 'admin a', acceptedAt: 3000 })
  })

  test('to end a call that never was, or that is over: the first outcome stays', async () => {
    await ring()

    const ends = await Promise.all([
      store.calls.end('one', 'missed', 61_000),
      store.calls.end('one', 'cancelled', 61_001),
    ])

    expect(ends.map((end) => end?.call.outcome)).toEqual(['missed', undefined])
    expect(await store.calls.end('one', 'hangup', 70_000)).toBeNull()
    expect(await store.calls.end('none', 'missed', 2000)).toBeNull()
    expect(await store.calls.find('one')).toMatchObject({ state: 'ended', outcome: 'missed', endedAt: 61_000 })
    expect(eda.rev).toBe(1)
  })

  test('to end or accept a call of a conversation that is erased in the same turn', async () => {
    await ring()
    await ring({ callId: 'live' })
    await store.calls.accept('live', 'admin a', 2000)

    const [, accepted, ended] = await Promise.all([
      store.conversations.erase([eda.chatId]),
      store.calls.accept('one', 'admin a', 3000),
      store.calls.end('live', 'hangup', 3000),
    ])

    expect([accepted, ended]).toEqual([null, null])
    expect(await store.calls.goingOn()).toEqual([])
    expect(look.query('SELECT count(*) FROM messages').values()).toEqual([[0]])
    expect(waitingForTelegram()).toEqual([])
  })
})

test('a ring is found as it was stored, with the living conversation', async () => {
  const asked = callOf(eda, { callId: 'one', caller: 'admin', video: true, callerDevice: 'admin a' })
  const rung = await store.calls.ring(asked)

  const times = { acceptedAt: null, endedAt: null } as const
  const expected = { ...asked, ...times, state: 'ringing', outcome: null, calleeDevice: null } as const
  expect(rung).toEqual(expected)
  expect(await store.calls.find('one')).toEqual(expected)
  expect(rung?.conversation).toBe(eda)
})

test('a call is found as it went: who took it, when, and how it ended', async () => {
  const rung = await ring()
  const accepted = await store.calls.accept('one', 'admin a', 5000)
  const live = await store.calls.find('one')
  const ended = await store.calls.end('one', 'lost', 9000)

  expect(accepted).toEqual({ ...rung, state: 'live', acceptedAt: 5000, calleeDevice: 'admin a' } as never)
  expect(live).toEqual(accepted)
  expect(ended?.call).toEqual({ ...accepted, state: 'ended', endedAt: 9000, outcome: 'lost' } as never)
  expect(await store.calls.find('one')).toEqual(ended?.call as never)
})

test('what rings or is live is told of, the newest first, and nothing else', async () => {
  const ali = await createConversation(store)
  await ring({ callId: 'over' })
  await ring({ callId: 'live' })
  await store.calls.ring(callOf(ali, { callId: 'rings' }))
  await store.calls.accept('live', 'admin a', 2000)
  await store.calls.end('over', 'declined', 2000)

  const onNow = await store.calls.goingOn()

  expect(onNow.map(({ callId, state }) => [callId, state])).toEqual([
    ['rings', 'ringing'],
    ['live', 'live'],
  ])
  expect(onNow.map(({ conversation }) => conversation)).toEqual([ali, eda])
})

describe('for Telegram', () => {
  test('a row stands for the ring of a visitor, and one for the message of each call', async () => {
    await ring()
    await ring({ callId: 'back', caller: 'admin', startedAt: 3000 })
    await store.calls.end('back', 'missed', 4000)
    await store.calls.end('one', 'missed', 5000)

    expect(waitingForTelegram()).toEqual([
      [eda.key, null, 'one', 1000],
      [eda.key, 1, null, 4000],
      [eda.key, 2, null, 5000],
    ])
  })

  test('nothing stands where it is not configured', async () => {
    const { path, open } = scratchDatabase()
    const quiet = openTestStore(path)
    const ali = await createConversation(quiet)

    await quiet.calls.ring(callOf(ali, { callId: 'one' }))
    await quiet.calls.end('one', 'missed', 5000)

    expect(open().query('SELECT count(*) FROM outbox').values()).toEqual([[0]])
    expect(ali.rev).toBe(1)
  })

  test('a row is of a message or of a call, never of both or of neither', () => {
    const insert = look.query('INSERT INTO outbox (chat, message, call, created_at) VALUES (1, ?, ?, 0)')

    expect(() => insert.run(null, null)).toThrow('CHECK constraint failed')
    expect(() => insert.run(1, 'one')).toThrow('CHECK constraint failed')
  })
})

test('calls are there after the next start, and gone with their conversation, others stay', async () => {
  const { path } = scratchDatabase()
  const before = openTestStore(path)
  const [ali, ece] = [await createConversation(before), await createConversation(before)]
  await before.calls.ring(callOf(ali, { callId: 'of-ali' }))
  await before.calls.ring(callOf(ece, { callId: 'of-ece' }))
  await before.calls.accept('of-ece', 'admin a', 2000)
  before.close()

  const after = openTestStore(path)
  const there = await after.calls.goingOn()
  await after.conversations.erase([ali.chatId])

  expect(there).toMatchObject([
    { callId: 'of-ece', state: 'live', calleeDevice: 'admin a', acceptedAt: 2000 },
    { callId: 'of-ali', state: 'ringing', callerDevice: 'user 1', conversation: { chatId: ali.chatId } },
  ])
  expect(await after.calls.find('of-ali')).toBeNull()
  expect(await after.calls.find('of-ece')).toMatchObject({ conversation: { chatId: ece.chatId } })
})
