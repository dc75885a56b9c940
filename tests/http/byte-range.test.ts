import { expect, test } from 'bun:test'
import { parseRange } from '#server/http/byte-range'

test.each([
  [null],
  [''],
  ['garbage'],
  ['bytes'],
  ['bytes='],
  ['bytes=-'],
  ['bytes=5-2'],
  ['bytes=a-b'],
  ['bytes=0x1-2'],
  ['bytes=1.5-2'],
  ['bytes=--2'],
  ['bytes=0-1,4-5'],
  ['items=0-1'],
  ['0-1'],
])('%p asks for all', (header) => {
  expect(parseRange(header, 10)).toBeNull()
})

test.each([['bytes=10-'], ['bytes=10-20'], ['bytes=99999999999999999999-'], ['bytes=-0']])(
  '%p asks for what is not there',
  (header) => {
    expect(parseRange(header, 10)).toBe('unsatisfiable')
  },
)

test.each([
  ['bytes=0-0', 0, 1],
  ['bytes=0-', 0, 10],
  ['bytes=2-4', 2, 5],
  ['bytes=9-9', 9, 10],
  ['bytes=4-99999999999999999999', 4, 10],
  ['bytes=-3', 7, 10],
  ['bytes=-99', 0, 10],
  ['Bytes= 2-4 ', 2, 5],
])('%p asks for %d up to %d', (header, start, end) => {
  expect(parseRange(header, 10)).toEqual({ start, end })
})
