import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { createWindowLimit, isOverflowing } from '#server/domain/rate-limit'

describe('a window', () => {
  test('refuses the use after the last that fits, and says when one will fit', () => {
    const limit = createWindowLimit({ most: 2, windowMs: 1000 })
    limit.take('eda', 100)
    limit.take('eda', 400)

    expect(limit.take('eda', 500)).toEqual({ ok: false, retryAfterMs: 600 })
    expect(limit.take('eda', 1099)).toEqual({ ok: false, retryAfterMs: 1 })
    expect(limit.take('eda', 1100)).toEqual({ ok: true })
  })

  test('does not count what it refuses, nor a look', () => {
    const limit = createWindowLimit({ most: 1, windowMs: 1000 })
    limit.peek('eda', 0)
    limit.take('eda', 0)
    for (let at = 1; at < 1000; at += 100) limit.take('eda', at)

    expect(limit.peek('eda', 1000)).toEqual({ ok: true })
  })

  test('keeps each key apart', () => {
    const limit = createWindowLimit({ most: 1, windowMs: 1000 })
    limit.take('eda', 0)

    expect(limit.take('ali', 0).ok).toBe(true)
  })

  test('of 0 lets everything pass', () => {
    const limit = createWindowLimit({ most: 0, windowMs: 1000 })

    expect(Array.from({ length: 100 }, () => limit.take('eda', 0).ok)).not.toContain(false)
  })

  test('forgets a use that is given back', () => {
    const limit = createWindowLimit({ most: 1, windowMs: 1000 })
    limit.take('eda', 5)
    limit.giveBack('eda', 5)
    limit.giveBack('ali', 5)

    expect(limit.take('eda', 6).ok).toBe(true)
  })

  test('holds nobody to a use that is yet to come: the clock was set back since', () => {
    const limit = createWindowLimit({ most: 1, windowMs: 1000 })
    limit.take('a', 86_400_000)

    expect(limit.take('a', 0)).toEqual({ ok: true })
    expect(limit.take('a', 10)).toEqual({ ok: false, retryAfterMs: 990 })
  })

  test('never lets more than its most pass in any window', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 })
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 5 }), (waits, most) => {
        const limit = createWindowLimit({ most, windowMs: 1000 })
        let now = 0
        const passed = waits.map((wait) => (now += wait)).filter((at) => limit.take('eda', at).ok)
        for (const from of passed)
          expect(passed.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('a bucket', () => {
  test('overflows where more come at once than seconds of the rate', () => {
    const leak = { level: 0, at: 0 }
    const passed = Array.from({ length: 400 }, () => isOverflowing(leak, 0, 60, 5)).indexOf(true)

    expect(passed).toBe(300)
  })

  test('never overflows at its rate, nor with no rate at all', () => {
    const leak = { level: 0, at: 0 }
    const steady = Array.from({ length: 5000 }, (_, n) => isOverflowing(leak, n * 17, 60, 5))

    expect(steady).not.toContain(true)
    expect(Array.from({ length: 5000 }, () => isOverflowing(leak, 0, 0, 5))).not.toContain(true)
  })

  test('is not emptied by a clock that goes back', () => {
    const leak = { level: 0, at: 10_000 }
    for (let n = 0; n < 300; n++) isOverflowing(leak, 10_000, 60, 5)

    expect(isOverflowing(leak, 0, 60, 5)).toBe(true)
  })
})
