import { expect, test } from 'bun:test'
import { createConversation, createTestClock, openTestStore } from '#tests/support/memory-store'
import { callOf } from '#tests/support/stored-calls'
import { openSwitchboard, withFullDisk } from '#tests/support/switchboard'

const hour = 60 * 60_000

/** A call that was hung up while the disk was full. */
const openUnsaved = async () => {
  const real = openTestStore()
  const disk = withFullDisk(real)
  const conversation = await createConversation(real)
  const calls = openSwitchboard(disk.store)
  const { switchboard, visitor, desk, asked } = calls
  const ring = () => asked((answer) => switchboard.ring(visitor, conversation, false, answer))
  const { value } = (await ring()) as { value: { call_id: string } }
  const callId = value.call_id
  await switchboard.accept(desk, conversation, callId, () => undefined)
  disk.reason = 'full'
  const hungUp = await asked((answer) => switchboard.end(visitor, conversation, callId, false, answer))
  return { ...calls, real, disk, conversation, ring, callId, hungUp }
}

test('a hang-up does not wait for a disk that is full, and no other call begins before it is stored', async () => {
  const { hungUp, cards, disk, ring, real } = await openUnsaved()
  expect(hungUp).toMatchObject({ ok: true })
  expect(cards).toEqual([])

  await expect(ring()).rejects.toMatchObject({ reason: 'full' })
  expect(await real.calls.goingOn()).toHaveLength(1)

  disk.reason = null
  expect(await ring()).toMatchObject({ ok: true })
  expect(cards).toEqual(['hangup'])
  expect(await real.calls.goingOn()).toHaveLength(1)
})

test('a stop stores what could not be stored before', async () => {
  const { switchboard, cards, disk, real } = await openUnsaved()
  disk.reason = null

  await switchboard.stop()

  expect(cards).toEqual(['hangup'])
  expect(await real.calls.goingOn()).toEqual([])
})

test('of two that seem to be on after a crash the newer one is, and the other is lost', async () => {
  const store = openTestStore()
  const conversation = await createConversation(store)
  const now = Date.now()
  for (const callId of ['older', 'newer'])
    await store.calls.ring(callOf(conversation, { callId, startedAt: now, expiresAt: now + hour }))

  const { switchboard, asked, visitor } = openSwitchboard(store)

  expect(await asked((answer) => switchboard.join(visitor, conversation, null, answer))).toMatchObject({
    value: { call: { call_id: 'newer' } },
  })
  expect((await store.calls.find('older'))?.outcome).toBe('lost')
})

test('what stopped ringing while no server was there does not ring any more when one starts', async () => {
  const store = openTestStore()
  const conversation = await createConversation(store)
  await store.calls.ring(callOf(conversation, { callId: 'old', startedAt: 1000, expiresAt: 61_000 }))

  const { switchboard, desk, said } = openSwitchboard(store)
  await switchboard.greet(desk)

  expect(said.filter(({ event }) => event === 'call:incoming')).toEqual([])
  expect((await store.calls.find('old'))?.outcome).toBe('missed')
})

test('nothing rings longer because the clock was set: back while it rings, or before the start', async () => {
  const store = openTestStore()
  const conversation = await createConversation(store)
  const clock = createTestClock()
  const rules = { ringTimeoutMs: 50, callLostMs: 30_000 }
  const startedAt = clock() + 40 * 24 * hour
  await store.calls.ring(callOf(conversation, { callId: 'ahead', startedAt, expiresAt: startedAt + 50 }))

  const { switchboard, visitor, cards, until } = openSwitchboard(store, { clock, rules })
  await until(() => cards.length === 1)
  await switchboard.ring(visitor, conversation, false, () => clock.pass(-hour))
  await until(() => cards.length === 2)

  expect(cards).toEqual(['missed', 'missed'])
})
