import { expect, test } from 'bun:test'
import { createPendingDeletions } from '#client/state/pending-deletions'

const idOf = ({ id }: { id: number | null }): number | null => id
const items = [{ id: 1 }, { id: null }, { id: 2 }]

test('nothing hidden leaves the same list', () => {
  const pending = createPendingDeletions<number>()
  expect(pending.without(items, idOf)).toBe(items)
  pending.hide([9])
  expect(pending.without(items, idOf)).toBe(items)
})

test('what is hidden is out of the list until it is shown again; what has no id stays', () => {
  const pending = createPendingDeletions<number>()
  pending.hide([1, 2])
  expect(pending.without(items, idOf)).toEqual([{ id: null }])
  pending.show([2])
  expect(pending.without(items, idOf)).toEqual([{ id: null }, { id: 2 }])
  expect([pending.has(1), pending.has(2)]).toEqual([true, false])
})
