import { expect, test } from 'bun:test'
import { gapOf } from '#server/store/sqlite/page-gap'

const pageOf = (type: number, cells: number, contentFrom: number): Buffer => {
  const page = Buffer.alloc(4096, 7)
  page.writeUInt8(type, 0)
  page.writeUInt16BE(cells, 3)
  page.writeUInt16BE(contentFrom, 5)
  return page
}

test('what is no page of a table or an index has none', () => {
  for (const type of [0, 1, 3, 12, 14, 255]) expect(gapOf(pageOf(type, 3, 4000))).toBeNull()
})

test('a page that is full has none, nor has one that does not add up', () => {
  expect(gapOf(pageOf(13, 100, 208))).toBeNull()
  expect(gapOf(pageOf(13, 2000, 4000))).toBeNull()
  expect(gapOf(pageOf(13, 3, 5000))).toBeNull()
  expect(gapOf(pageOf(13, 3, 0))).toBeNull()
})

test('it lies between the list of cells and the first of them', () => {
  expect(gapOf(pageOf(13, 3, 4000))).toEqual({ from: 14, to: 4000 })
  expect(gapOf(pageOf(10, 3, 4000))).toEqual({ from: 14, to: 4000 })
  expect(gapOf(pageOf(5, 3, 4000))).toEqual({ from: 18, to: 4000 })
  expect(gapOf(pageOf(2, 0, 4096))).toEqual({ from: 12, to: 4096 })
})
