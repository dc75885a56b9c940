import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { actCount, CallWalk, type WalkStep } from '#tests/support/call-walk'

const step: fc.Arbitrary<WalkStep> = fc.record({ act: fc.nat(actCount - 1), device: fc.nat(3), socket: fc.nat(1) })

test('over 120,000 steps no call is stuck, doubled, without its end, or heard by a third', () => {
  const seen = { steps: 0, rings: 0, live: 0 }
  const acts = new Set<string>()

  fc.assert(
    fc.property(fc.array(step, { minLength: 300, maxLength: 300 }), (steps) => {
      const walk = new CallWalk()
      for (const one of steps) walk.step(one)
      walk.finish()
      seen.steps += steps.length
      seen.rings += walk.rings
      seen.live += walk.live
      for (const act of Object.keys(walk.acts)) acts.add(act)
    }),
    { numRuns: 400 },
  )

  expect(seen.steps).toBeGreaterThanOrEqual(120_000)
  // It walked through calls, not around them.
  expect(seen.rings).toBeGreaterThan(2000)
  expect(seen.live).toBeGreaterThan(500)
  expect(acts.size).toBe(16)
})
