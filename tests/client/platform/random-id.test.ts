import { expect, test } from 'bun:test'
import { randomId } from '#client/platform/random-id'
import { clientId } from '#protocol/client-frames'

test('an id of a page is one that the server takes, and no two are alike', () => {
  const ids = Array.from({ length: 1000 }, randomId)

  expect(ids.every((id) => clientId.safeParse(id).success)).toBe(true)
  expect(new Set(ids).size).toBe(1000)
})

test('a later one stands behind an earlier one', () => {
  const now = Date.now
  Date.now = () => 1_700_000_000_000
  const earlier = randomId()
  Date.now = () => 1_700_000_000_001
  const later = randomId()
  Date.now = now

  expect(later > earlier).toBe(true)
})
