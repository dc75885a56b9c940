import { expect, test } from 'bun:test'
import { watchPresses } from '#client/platform/presses'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'

useDom()

const watch = () => {
  const clock = createFakeClock()
  const presses = watchPresses(clock)
  afterwards(presses.stop)
  const press = (key: string): boolean =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  return { clock, presses, press, state: () => [presses.isBusy(1000), presses.isTyping(1000)] }
}

test('nobody is busy before anything was pressed, and not any more after a while', () => {
  const { clock, press, state } = watch()
  expect(state()).toEqual([false, false])
  press('ş')
  clock.advance(999)
  expect(state()).toEqual([true, true])

  clock.advance(1)

  expect(state()).toEqual([false, false])
})

test('a tap, and keys that answer or lead somewhere, are no typing', () => {
  const { clock, press, state } = watch()
  for (const key of [' ', 'Enter', 'Tab', 'ArrowDown', 'Shift']) press(key)
  expect(state()).toEqual([true, false])
  clock.advance(1000)

  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))

  expect(state()).toEqual([true, false])
})

test('nothing is noted after it was stopped', () => {
  const { presses, press, state } = watch()
  presses.stop()
  press('a')

  expect(state()).toEqual([false, false])
})
