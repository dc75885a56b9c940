import { expect, test } from 'bun:test'
import { atLeast, countsOfExit, strictly, sum } from '#scripts/check/counts'

test('where nobody looks a skipped test is a failure', () => {
  expect(strictly({ passed: 5, failed: 1, skipped: 2 })).toEqual({ passed: 5, failed: 3, skipped: 0 })
})

test('where nobody looks a run without a test is a failure', () => {
  expect(strictly({ passed: 0, failed: 0, skipped: 0 })).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a run that ends badly has failed, whatever its report says', () => {
  expect(atLeast({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1)
  expect(atLeast({ passed: 5, failed: 3, skipped: 0 }, 1).failed).toBe(3)
  expect(atLeast({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0)
})

test('a step that is no list of tests fails as one and passes as none', () => {
  expect(countsOfExit(2)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countsOfExit(0)).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

test('steps add up', () => {
  const one = { passed: 1, failed: 2, skipped: 3 }
  expect(sum([one, one, countsOfExit(1)])).toEqual({ passed: 2, failed: 5, skipped: 6 })
})
