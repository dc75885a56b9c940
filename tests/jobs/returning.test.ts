import { describe, expect, test } from 'bun:test'
import { startReturning } from '#server/jobs/returning'
import type { Untold } from '#server/store/device-ports'
import { createFakeClock } from '#tests/support/fake-clock'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { settled } from '#tests/support/settled'

const comeBackMs = 20_000

/** Three conversations with something untold; `faults` says how often each of the two steps fails first. */
const setUp = async (faults: { ask: number; tell: number }) => {
  const store = openTestStore()
  const clock = createFakeClock()
  const untold: Untold[] = []
  for (let n = 0; n < 3; n++) {
    const conversation = await createConversation(store)
    const appended = await store.messages.append(messageOf(conversation, { role: 'admin', createdAt: clock.now() }))
    if (appended.kind === 'stored') untold.push({ conversation, message: appended.message })
  }
  const told: Untold[] = []
  const counts = { asked: 0, done: 0, faults: 0 }
  const fail = (step: 'ask' | 'tell') => {
    if (faults[step]-- > 0) throw new Error('the disk is gone')
  }
  store.push.untold = async () => {
    counts.asked++
    fail('ask')
    return untold
  }
  const overtake = startReturning({
    store,
    clock: clock.now,
    after: clock.after,
    random: () => 1,
    comeBackMs,
    tell: async (one) => {
      if (told.length === 1) fail('tell')
      told.push(one)
    },
    onDone: () => counts.done++,
    faults: { count: () => counts.faults++ },
  })
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await settled()
      clock.advance(1000)
      await settled()
    }
  }
  return { clock, untold, told, counts, overtake, pass }
}

describe('a database that fails at the start', () => {
  test('is asked again, after pauses that grow, and then everything is told', async () => {
    const { untold, told, counts, pass, clock } = await setUp({ ask: 4, tell: 0 })
    await pass(10)
    const early = counts.asked
    await pass(40)

    expect([early, counts, told]).toEqual([4, { asked: 5, done: 1, faults: 4 }, untold])
    expect(clock.waiting()).toBe(0)
  })

  test('when somebody is told leaves nothing out, and has nothing told twice', async () => {
    const { untold, told, counts, pass } = await setUp({ ask: 0, tell: 2 })
    await pass(20)
    const before = [told.length, counts.done]
    await pass(10)

    expect([before, told, counts]).toEqual([[1, 0], untold, { asked: 1, done: 1, faults: 2 }])
  })

  test('does not bring back what was overtaken meanwhile', async () => {
    const { untold, told, overtake, pass } = await setUp({ ask: 2, tell: 1 })
    await settled()
    if (untold[0]) overtake('user', untold[0].conversation)
    await pass(23)
    if (untold[2]) overtake('user', untold[2].conversation)
    await pass(30)

    expect(told).toEqual(untold.slice(1, 2))
  })
})
