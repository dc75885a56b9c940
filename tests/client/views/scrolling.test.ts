import { expect, test } from 'bun:test'
import { isAtEnd, isNearStart, isReading, wantsJump } from '#client/views/scrolling'

const box = (pxToEnd: number) => ({ scrollTop: 2000 - 600 - pxToEnd, clientHeight: 600, scrollHeight: 2000 })

test('who has scrolled up by more than a line or two is not at the end', () => {
  expect(isAtEnd(box(49))).toBe(false)
  expect(isAtEnd(box(48))).toBe(true)
  expect(isAtEnd(box(0.5))).toBe(true)
})

test('a list shorter than the screen is at its end', () => {
  expect(isAtEnd({ scrollTop: 0, clientHeight: 600, scrollHeight: 600 })).toBe(true)
})

test('nobody reads in a hidden page, in a list that is not drawn, or far above the end', () => {
  expect(isReading(box(0), false)).toBe(false)
  expect(isReading({ scrollTop: 0, clientHeight: 0, scrollHeight: 0 }, true)).toBe(false)
  expect(isReading(box(300), true)).toBe(false)
  expect(isReading(box(10), true)).toBe(true)
})

test('the jump stays away near the end, and comes early when something is new below', () => {
  expect(wantsJump(box(0), 3)).toBe(false)
  expect(wantsJump(box(120), 0)).toBe(false)
  expect(wantsJump(box(60), 1)).toBe(true)
  expect(wantsJump(box(121), 0)).toBe(true)
})

test('older messages are due about a screen before the top', () => {
  expect(isNearStart({ scrollTop: 601, clientHeight: 600, scrollHeight: 9000 })).toBe(false)
  expect(isNearStart({ scrollTop: 599, clientHeight: 600, scrollHeight: 9000 })).toBe(true)
  expect(isNearStart({ scrollTop: 399, clientHeight: 200, scrollHeight: 9000 })).toBe(true)
})
