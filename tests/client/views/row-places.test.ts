import { expect, test } from 'bun:test'
import { DrawnRows } from '#client/views/drawn-rows'
import { layOut } from '#client/views/runs'
import { useDom } from '#tests/support/dom'
import { entry } from './fixtures.ts'

useDom()

const entries = Array.from({ length: 9 }, (_, nth) => entry({ id: nth + 1, at: nth }))

const draw = (
  { from, to }: { from: number; to: number },
  { hasOlder = false, isTyping = false }: { hasOlder?: boolean; isTyping?: boolean } = {},
) => {
  const list = document.createElement('ul')
  const nothing = (): void => {}
  const create = () => ({ element: document.createElement('li'), update: nothing })
  const rows = new DrawnRows({ list, create, onCome: nothing, onGo: nothing })
  rows.take(layOut(entries, { hasOlder, isTyping, unread: null }))
  rows.draw({ from, to })
  const placeOf = (key: string) =>
    ['aria-posinset', 'aria-setsize'].map((name) => rows.elementOf(key)?.getAttribute(name) ?? null)
  return { rows, placeOf }
}

test('while older messages are not loaded nobody knows how many there are', () => {
  expect(draw({ from: 4, to: 8 }, { hasOlder: true }).placeOf('m4')).toEqual([null, '-1'])
  expect(draw({ from: 0, to: 11 }, { hasOlder: true }).placeOf('m4')).toEqual([null, '-1'])
})

test('a row of a list that is drawn in part says its place among all, days included and the typing hint not', () => {
  expect(draw({ from: 4, to: 8 }).placeOf('m4')).toEqual(['5', '10'])
  expect(draw({ from: 4, to: 8 }, { isTyping: true }).placeOf('m7')).toEqual(['8', '10'])
})

test('where all rows are drawn they are counted without that', () => {
  const { rows, placeOf } = draw({ from: 4, to: 8 })
  rows.draw({ from: 0, to: 10 })
  expect(placeOf('m4')).toEqual([null, null])
})
