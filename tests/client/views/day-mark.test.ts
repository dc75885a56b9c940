import { afterEach, beforeEach, expect, jest, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createMessageList } from '#client/views/message-list'
import { find, giveBox, useDom } from '#tests/support/dom'
import { conversation, entry, noActions } from './fixtures.ts'

useDom()
beforeEach(() => void jest.useFakeTimers())
afterEach(() => void jest.useRealTimers())

const nothing = (): void => {}
const minutesADay = 24 * 60

/** happy-dom measures nothing, so that each row counts as high as is guessed at first. */
const rowPx = 56

const createScrolled = () => {
  const calls = { onOlder: nothing, onRetry: nothing, onDiscard: nothing, onSeen: nothing }
  const view = createMessageList({ t: tr, lang: 'tr', self: 'user', adminName: 'Muhsin', actions: noActions, ...calls })
  document.body.append(view.element)
  const list = find(view.element, '#msgs')
  giveBox(list, { clientHeight: 3 * rowPx, scrollHeight: 42 * rowPx })
  const days = [0, 1].flatMap((day) =>
    Array.from({ length: 20 }, (_, nth) => entry({ id: day * 20 + nth + 1, at: day * minutesADay + nth })),
  )
  view.update(conversation({ entries: days }))
  // Drawn in steps.
  jest.advanceTimersByTime(1000)
  const mark = find(view.element, '.day-mark')
  const scrollTo = (row: number): void => {
    list.scrollTop = row * rowPx
    list.dispatchEvent(new Event('scroll'))
  }
  return { list, mark, scrollTo, isShown: () => mark.classList.contains('shown') }
}

test('the day is not said where it can be read in the list, nor at the end', () => {
  const { scrollTo, isShown } = createScrolled()
  expect(isShown()).toBe(false)
  scrollTo(5)
  scrollTo(0)
  expect(isShown()).toBe(false)
  scrollTo(5)
  scrollTo(20.5)
  expect(isShown()).toBe(false)
  scrollTo(5)
  scrollTo(42)
  expect(isShown()).toBe(false)
})

test('while the list is scrolled it says the day of the first message, and goes by itself', () => {
  const { list, mark, scrollTo, isShown } = createScrolled()
  scrollTo(5)
  expect(isShown()).toBe(true)
  expect(mark.textContent).toBe(find(list, '.day').textContent)
  expect(mark.getAttribute('aria-hidden')).toBe('true')
  jest.advanceTimersByTime(1000)
  scrollTo(25)
  expect(mark.textContent).toBe([...list.querySelectorAll('.day')].at(-1)?.textContent ?? '')
  jest.advanceTimersByTime(1000)
  expect(isShown()).toBe(true)
  jest.advanceTimersByTime(300)
  expect(isShown()).toBe(false)
})
