import { expect, test } from 'bun:test'
import { median, quantile } from '#scripts/bench/statistics'

test('of nothing there is no median and no quantile', () => {
  expect([median([]), quantile([], 0.5)]).toEqual([Number.NaN, Number.NaN])
})

test('the median is the middle one, or what lies between the two', () => {
  expect([median([9]), median([9, 1, 5]), median([9, 1, 5, 7])]).toEqual([9, 5, 6])
})

test('a quantile of sorted values stays among them', () => {
  expect([0, 0.5, 0.99, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 3, 4, 4])
})
