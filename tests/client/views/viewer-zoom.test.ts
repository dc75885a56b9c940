import { expect, test } from 'bun:test'
import { keptWithin, movedBy, type Point, whole, type Zoom, zoomAt } from '#client/views/viewer-zoom'

/** Which point of the whole picture lies at this point of the stage. */
const under = ({ scale, x, y }: Zoom, at: Point): Point => ({ x: (at.x - x) / scale, y: (at.y - y) / scale })

test('it becomes neither smaller than it fits nor larger than six times that', () => {
  expect(zoomAt(whole, 0.2, { x: 0, y: 0 }).scale).toBe(1)
  expect(zoomAt(whole, 100, { x: 0, y: 0 }).scale).toBe(6)
})

test('what lies under the pointer stays there, in and out', () => {
  const at = { x: 40, y: -25 }
  const near = zoomAt(whole, 2.5, at)
  expect(under(near, at)).toEqual(at)

  const nearer = zoomAt(movedBy(near, { x: 10, y: 6 }), 1.6, at)
  const held = under(movedBy(near, { x: 10, y: 6 }), at)
  expect(under(nearer, at).x).toBeCloseTo(held.x, 9)
  expect(under(nearer, at).y).toBeCloseTo(held.y, 9)
})

test('at the limit nothing moves any more', () => {
  const most = zoomAt(whole, 6, { x: 10, y: 10 })

  expect(zoomAt(most, 1.5, { x: -80, y: 3 })).toEqual(most)
})

test('its edge comes no further than the edge of the stage', () => {
  const [picture, stage] = [
    { width: 300, height: 200 },
    { width: 300, height: 600 },
  ]

  expect(keptWithin({ scale: 2, x: 999, y: 999 }, picture, stage)).toEqual({ scale: 2, x: 150, y: 0 })
  expect(keptWithin({ scale: 4, x: -999, y: -999 }, picture, stage)).toEqual({ scale: 4, x: -450, y: -100 })
})

test('where all of it is seen it lies in the middle', () => {
  const size = { width: 300, height: 200 }

  expect(keptWithin({ scale: 1, x: 50, y: -30 }, size, size)).toEqual(whole)
})
