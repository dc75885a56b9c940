import { expect, test } from 'bun:test'
import { createBodyRoom, type Place } from '#server/http/body-room'
import { settled } from '#tests/support/settled'

const open = (bounds = {}) => createBodyRoom({ mostBytes: 100, mostWaiting: 4, waitMs: 60_000, ...bounds })
const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
  const pending = settled()
  return (await Promise.race([promise, pending.then(() => 'pending')])) !== 'pending'
}
const entered = async (entering: Promise<Place | null>): Promise<Place> => {
  const place = await entering
  if (!place) throw new Error('there was no room')
  return place
}

test('whoever comes to a full room waits, and is let in when it is given back', async () => {
  const room = open()
  const place = await entered(room.enter('a', 50))
  await entered(room.enter('b', 50))
  const late = room.enter('c', 10)
  expect(await isSettled(late)).toBe(false)

  place.leave()

  await entered(late)
})

test('nobody takes the share of the others, nor stands in their way', async () => {
  const room = open()
  await entered(room.enter('a', 50))
  const second = room.enter('a', 1)

  await entered(room.enter('b', 50))
  expect(await isSettled(second)).toBe(false)
})

test('two who take all that they get leave room for a third, and for a fourth', async () => {
  const room = open()
  const takeAll = async (asker: string): Promise<void> => {
    while (await isSettled(room.enter(asker, 10)));
  }
  await takeAll('a')
  await takeAll('b')

  await entered(room.enter('c', 10))
  await entered(room.enter('d', 10))
})

test('of those who wait whoever holds least is let in first', async () => {
  const room = open()
  const place = await entered(room.enter('a', 50))
  await entered(room.enter('b', 50))
  const more = room.enter('b', 20)
  const first = room.enter('c', 40)

  place.leave()

  await entered(first)
  expect(await isSettled(more)).toBe(false)
})

test('a place is wanted while somebody waits who holds less', async () => {
  const room = open({ waitMs: 1 })
  const large = await entered(room.enter('a', 50))
  const small = await entered(room.enter('b', 40))
  expect(large.isWanted()).toBe(false)

  const own = room.enter('a', 20)
  expect([large.isWanted(), small.isWanted()]).toEqual([false, false])
  const late = room.enter('b', 20)
  expect([large.isWanted(), small.isWanted()]).toEqual([true, false])

  expect(await Promise.all([own, late])).toEqual([null, null])
  expect(large.isWanted()).toBe(false)
})

test('there is an end to the line, and nobody takes all of its places', async () => {
  const room = open()
  await entered(room.enter('a', 50))
  await entered(room.enter('b', 50))
  for (const _ of [1, 2]) void room.enter('a', 50)
  expect(await room.enter('a', 50)).toBeNull()

  for (const asker of ['b', 'c']) expect(await isSettled(room.enter(asker, 50))).toBe(false)
  expect(await room.enter('d', 50)).toBeNull()
})

test('there is an end to waiting, and it leaves room for the next', async () => {
  const room = open({ waitMs: 1, mostWaiting: 1 })
  const place = await entered(room.enter('a', 60))

  expect(await room.enter('a', 50)).toBeNull()
  expect(await room.enter('a', 50)).toBeNull()
  place.leave()
  await entered(room.enter('a', 50))
})
