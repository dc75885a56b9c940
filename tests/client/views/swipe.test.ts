import { expect, test } from 'bun:test'
import { isSwipe, swipeOffset, swipeReplies } from '#client/views/swipe'

test('scrolling, trembling and the way back are no swipe', () => {
  expect([isSwipe(20, 60), isSwipe(8, 0), isSwipe(-60, 0), isSwipe(40, 30)]).toEqual([false, false, false, false])
  expect(isSwipe(30, 8)).toBe(true)
})

test('56 pixels answer, and the message follows ever less', () => {
  expect([swipeReplies(55), swipeReplies(56)]).toEqual([false, true])
  expect([swipeOffset(-5), swipeOffset(30), swipeOffset(56), swipeOffset(500)]).toEqual([0, 30, 56, 76])
})
