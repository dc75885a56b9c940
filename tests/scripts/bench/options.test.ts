import { expect, test } from 'bun:test'
import { parseOptions, rowNames } from '#scripts/bench/options'

test.each([
  [['--only', 'idle,none']],
  [['--sockets', '10']],
  [['--sockets', 'many']],
  [['--reps', '0']],
  [['--conversations', '1,x']],
  [['--nothing']],
])('%j is refused in one line', (argv) => {
  expect(() => parseOptions(argv)).toThrow(/^[^\n]+$/)
})

test('without a word everything is measured, with 19,000 idle sockets', () => {
  expect(parseOptions([])).toMatchObject({ only: [...rowNames], sockets: 19_000, reps: 3 })
})

test('parts can be chosen by themselves', () => {
  expect(parseOptions(['--only', 'idle,cold', '--sockets', '5000'])).toMatchObject({
    only: ['idle', 'cold'],
    sockets: 5000,
  })
})
