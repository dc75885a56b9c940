import { expect, test } from 'bun:test'
import { createPushGate } from '#server/jobs/push-gate'
import { settled } from '#tests/support/settled'

/** Entrants that stay until they are sent away. */
const createGuests = (gate: ReturnType<typeof createPushGate>) => {
  const inside: string[] = []
  const leave = new Map<string, () => void>()
  const come = (service: string, name: string, isUrgent = false): void =>
    gate.enter(service, isUrgent, () => {
      inside.push(name)
      const { promise, resolve } = Promise.withResolvers<void>()
      leave.set(name, resolve)
      return promise
    })
  const go = async (name: string): Promise<void> => {
    leave.get(name)?.()
    await settled()
  }
  return { inside, come, go }
}

test('no more are inside than have room, of one service and in all; the others wait for their turn', async () => {
  const { inside, come, go } = createGuests(createPushGate({ ofService: 2, inAll: 3 }))
  for (const name of ['a1', 'a2', 'a3']) come('a', name)
  for (const name of ['b1', 'b2']) come('b', name)
  const atFirst = [...inside]
  await go('a1')
  await go('b1')

  expect([atFirst, inside]).toEqual([
    ['a1', 'a2', 'b1'],
    ['a1', 'a2', 'b1', 'a3', 'b2'],
  ])
})

test('services take turns, however many wait for one of them', async () => {
  const { inside, come, go } = createGuests(createPushGate({ ofService: 1, inAll: 1 }))
  for (const name of ['a1', 'a2', 'a3']) come('a', name)
  come('b', 'b1')
  for (const name of ['a1', 'a2', 'b1']) await go(name)

  expect(inside).toEqual(['a1', 'a2', 'b1', 'a3'])
})

test('what is urgent goes before all that waits', async () => {
  const { inside, come, go } = createGuests(createPushGate({ ofService: 1, inAll: 1 }))
  come('a', 'first')
  come('a', 'message')
  come('a', 'call', true)
  await go('first')

  expect(inside).toEqual(['first', 'call'])
})

test('once it is closed nobody is let in', async () => {
  const gate = createPushGate({ ofService: 1, inAll: 1 })
  const { inside, come, go } = createGuests(gate)
  come('a', 'first')
  come('a', 'second')
  gate.close()
  await go('first')

  expect(inside).toEqual(['first'])
})
