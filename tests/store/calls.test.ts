import { beforeEach, expect, test } from 'bun:test'
import type { NewCall } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import { faultOf } from '#tests/support/fault-of'
import { createConversation, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

let store: Store
let eda: Conversation

beforeEach(async () => {
  store = openTestStore()
  eda = await createConversation(store)
})

const callOf = (change: Partial<NewCall> = {}): NewCall => ({
  callId: 'call-1',
  conversation: eda,
  caller: 'user',
  video: false,
  startedAt: 1000,
  expiresAt: 61_000,
  ...change,
})

test('a conversation that is gone cannot be called in, not in the turn of its erasure either', async () => {
  const [, late] = await Promise.all([store.conversations.erase([eda.chatId]), store.calls.ring(callOf())])

  expect(late).toBeNull()
  expect(await store.calls.ring(callOf())).toBeNull()
  expect(await store.calls.find('call-1')).toBeNull()
})

test('a call that never was is neither found nor ended', async () => {
  expect(await store.calls.find('none')).toBeNull()
  expect(await store.calls.end('none', 'missed', 2000)).toBeNull()
})

test('a call has its id alone: a second ring with it is refused', async () => {
  await store.calls.ring(callOf())

  expect(await faultOf(store.calls.ring(callOf({ video: true })))).toBeInstanceOf(Error)
  expect(await store.calls.find('call-1')).toMatchObject({ video: false })
})

test('a ring is found as it was stored, with the living conversation', async () => {
  const rung = await store.calls.ring(callOf({ caller: 'admin', video: true }))

  const expected = {
    ...callOf({ caller: 'admin', video: true }),
    state: 'ringing',
    endedAt: null,
    outcome: null,
  } as const
  expect(rung).toEqual(expected)
  expect(await store.calls.find('call-1')).toEqual(expected)
  expect(rung?.conversation).toBe(eda)
})

test('a call ends once: the first outcome stays', async () => {
  await store.calls.ring(callOf())

  const ends = await Promise.all([
    store.calls.end('call-1', 'missed', 61_000),
    store.calls.end('call-1', 'cancelled', 61_001),
  ])

  const ended = { callId: 'call-1', state: 'ended', outcome: 'missed', endedAt: 61_000 }
  expect(ends).toMatchObject([ended, null])
  expect(await store.calls.find('call-1')).toMatchObject(ended)
})

test('calls are there after the next start, and gone with their conversation, others stay', async () => {
  const { path } = scratchDatabase()
  const before = openTestStore(path)
  const [ali, ece] = [await createConversation(before), await createConversation(before)]
  await before.calls.ring(callOf({ conversation: ali, callId: 'of-ali' }))
  await before.calls.ring(callOf({ conversation: ece, callId: 'of-ece' }))
  before.close()

  const after = openTestStore(path)
  expect(await after.calls.find('of-ali')).toMatchObject({ state: 'ringing', conversation: { chatId: ali.chatId } })
  await after.conversations.erase([ali.chatId])

  expect(await after.calls.find('of-ali')).toBeNull()
  expect(await after.calls.find('of-ece')).toMatchObject({ conversation: { chatId: ece.chatId } })
})
