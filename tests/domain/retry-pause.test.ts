import { expect, test } from 'bun:test'
import { retryPauseMs } from '#server/domain/retry-pause'

const pauses = { leastMs: 2000, mostMs: 10_000 }

test('a pause is never shorter than the other side asked for', () => {
  expect(retryPauseMs(pauses, 1, 0, 60_000)).toBe(60_000)
  expect(retryPauseMs(pauses, 1, 1, 60_000)).toBe(66_000)
})

test('pauses grow with each try, up to the longest, and are spread by chance', () => {
  expect([1, 2, 3, 4, 50].map((tries) => retryPauseMs(pauses, tries, 1))).toEqual([2000, 4000, 8000, 10_000, 10_000])
  expect(retryPauseMs(pauses, 3, 0)).toBe(4000)
})
