import { expect, test } from 'bun:test'
import { createBodyRoom } from '#server/http/body-room'
import { settled } from '#tests/support/settled'

const open = (bounds = {}) =>
  createBodyRoom({ mostBytes: 100, mostBytesEach: 50, mostWaiting: 2, waitMs: 60_000, ...bounds })
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = settled()
  return (await Promise.race([promise, pending.then(() => 'pending')])) !== 'pending'
}
const entered = async (entering: Promise<(() => void) | null>): Promise<() => void> => {
  const leave = await entering
  if (!leave) throw new Error('there was no room')
  return leave
}

test('whoever comes to a full room waits, and is let in when it is given back', async () => {
  const room = open()
  const leave = await entered(room.enter('a', 50))
  await entered(room.enter('b', 50))
  const late = room.enter('c', 10)
  expect(await isSettled(late)).toBe(false)

  leave()

  await entered(late)
})

test('nobody takes the share of the others, nor stands in their way', async () => {
  const room = open()
  await entered(room.enter('a', 50))
  const second = room.enter('a', 1)

  await entered(room.enter('b', 50))
  expect(await isSettled(second)).toBe(false)
})

test('there is an end to the line', async () => {
  const room = open()
  await entered(room.enter('a', 50))
  for (const _ of [1, 2]) void room.enter('a', 50)

  expect(await room.enter('a', 50)).toBeNull()
})

test('there is an end to waiting, and it leaves room for the next', async () => {
  const room = open({ waitMs: 1, mostWaiting: 1 })
  const leave = await entered(room.enter('a', 50))

  expect(await room.enter('a', 50)).toBeNull()
  expect(await room.enter('a', 50)).toBeNull()
  leave()
  await entered(room.enter('a', 50))
})
