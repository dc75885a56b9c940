import { describe, expect, test } from 'bun:test'
import { createFallback } from '#client/net/fallback'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'

// Half of the chance leaves every wait as it is.
const setUp = (random = 0.5) => {
  const clock = createFakeClock()
  const now = { asked: 0, changes: 0, isAnswering: true, isVisible: true, held: Promise.resolve() }
  const fallback = createFallback({
    clock,
    random: () => random,
    isVisible: () => now.isVisible,
    ask: async () => {
      now.asked++
      await now.held
      return now.isAnswering
    },
    onChange: () => now.changes++,
  })
  const pass = async (ms: number): Promise<number> => {
    const before = now.asked
    clock.advance(ms)
    await settled()
    return now.asked - before
  }
  return { fallback, clock, now, pass }
}

describe('nothing is asked', () => {
  test('of a line that comes back within three seconds', async () => {
    const { fallback, pass, clock } = setUp()
    fallback.setOpen(false)

    expect(await pass(2900)).toBe(0)
    fallback.setOpen(true)

    expect(await pass(60_000)).toBe(0)
    expect(clock.waiting()).toBe(0)
  })

  test('by a page that nobody sees, until it is seen', async () => {
    const { fallback, now, pass } = setUp()
    now.isVisible = false
    fallback.setOpen(false)
    expect(await pass(60_000)).toBe(0)

    now.isVisible = true
    fallback.lookNow()

    expect(await pass(0)).toBe(1)
  })

  test('once the line is open, also where an answer is still on its way', async () => {
    const { fallback, pass, clock } = setUp()
    fallback.setOpen(false)
    clock.advance(3000)
    fallback.setOpen(true)

    expect(await pass(60_000)).toBe(0)
    expect(fallback.isAnswered()).toBe(false)
  })
})

describe('while the line is down', () => {
  test('it asks after three seconds and then every five', async () => {
    const { fallback, pass, now } = setUp()
    fallback.setOpen(false)

    expect(await pass(3000)).toBe(1)
    expect(await pass(4999)).toBe(0)
    expect(await pass(1)).toBe(1)
    fallback.setOpen(false)
    expect(await pass(5000)).toBe(1)
    expect(now.changes).toBe(1)
    expect(fallback.isAnswered()).toBe(true)
  })

  test('what is looked at while an answer is on its way is asked for right after it', async () => {
    const { fallback, pass, now } = setUp()
    const held = Promise.withResolvers<void>()
    now.held = held.promise
    fallback.setOpen(false)
    expect(await pass(3000)).toBe(1)

    fallback.lookNow()
    expect(await pass(0)).toBe(0)
    held.resolve()
    await settled()

    expect(await pass(0)).toBe(1)
    expect(await pass(4999)).toBe(0)
  })

  test('not all pages ask at the same moment', async () => {
    const { fallback, pass } = setUp(1)
    fallback.setOpen(false)

    expect(await pass(3599)).toBe(0)
    expect(await pass(1)).toBe(1)
  })

  test('it asks more and more rarely where nobody answers, and as before once somebody does', async () => {
    const { fallback, now, pass } = setUp()
    now.isAnswering = false
    fallback.setOpen(false)
    await pass(3000)

    for (const wait of [10_000, 20_000, 30_000, 30_000]) {
      expect(await pass(wait - 1)).toBe(0)
      expect(await pass(1)).toBe(1)
    }
    now.isAnswering = true
    await pass(30_000)

    expect(await pass(5000)).toBe(1)
    expect(now.changes).toBe(1)
  })
})
