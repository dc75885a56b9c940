import { expect, test } from 'bun:test'
import { createRowHeights } from '#client/views/row-heights'

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ key: `m${from + index}` }))

test('nothing measured: every row is as high as the next, none is below zero', () => {
  const heights = createRowHeights()
  expect(heights.indexAt(100)).toBe(0)
  heights.show(rows(10))
  expect(heights.topOf(10)).toBe(560)
  expect(heights.indexAt(-5)).toBe(0)
  expect(heights.indexAt(56)).toBe(1)
  expect(heights.indexAt(9999)).toBe(9)
})

test('what was measured keeps its height by its key, whatever comes above it', () => {
  const heights = createRowHeights()
  heights.show(rows(2, 8))
  heights.measure(0, [100, 60])
  heights.show(rows(10))
  expect(heights.topOf(9) - heights.topOf(8)).toBe(100)
  expect(heights.topOf(10) - heights.topOf(9)).toBe(60)
  expect(heights.topOf(1)).toBe(80)
})

test('what is not drawn has no height to be taken', () => {
  const heights = createRowHeights()
  heights.show(rows(2))
  heights.measure(0, [0, 0])
  expect(heights.topOf(2)).toBe(112)
})

test('the guess stands still once enough is known, until the width is another', () => {
  const heights = createRowHeights()
  heights.show(rows(100))
  heights.measure(0, Array(30).fill(40))
  heights.measure(30, Array(30).fill(80))
  expect(heights.topOf(100) - heights.topOf(99)).toBe(40)
  heights.forget()
  heights.measure(0, Array(30).fill(70))
  expect(heights.topOf(100)).toBe(7000)
})

test('ten thousand rows are summed within a few milliseconds', () => {
  const heights = createRowHeights()
  const all = rows(10_000)
  heights.show(all)
  const start = performance.now()
  heights.show(all)
  expect(performance.now() - start).toBeLessThan(20)
})
