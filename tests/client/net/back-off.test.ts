import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { backOffMs } from '#client/net/back-off'

test('a try never comes before half a second nor after twenty', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delayMs = backOffMs(attempt, random)
      expect(delayMs).toBeGreaterThanOrEqual(500)
      expect(delayMs).toBeLessThanOrEqual(20_000)
    }),
  )
})

test('the whole span is used from the first try on, so that nobody comes back together', () => {
  expect([0, 0.5, 1].map((random) => backOffMs(0, random))).toEqual([500, 750, 1000])
  expect([0, 0.5, 1].map((random) => backOffMs(9, random))).toEqual([500, 10_500, 20_000])
})
