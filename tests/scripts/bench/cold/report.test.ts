import { expect, test } from 'bun:test'
import { toReport } from '#scripts/bench/cold/report'

const figures = (compiled: number[]) => ({
  bare: [10, 20, 10],
  compiled,
  compiledPage: [50, 50, 50],
  compiledAgain: [20, 20, 20],
  source: [90, 90, 90],
  sourceAgain: [80, 80, 80],
})

test('over four times the bare server fails', () => {
  expect(toReport(figures([41, 90, 50])).failed).toBe(true)
})

test('nothing measured fails', () => {
  expect(toReport({ ...figures([]), bare: [] }).failed).toBe(true)
})

test('each start is divided by the bare one of its own repetition', () => {
  const { gates, failed } = toReport(figures([30, 40, 90]))

  expect(failed).toBe(false)
  expect(gates[0]).toMatch(/pass.*: 3\.00$/)
})
