import { beforeEach, expect, test } from 'bun:test'
import { createTitleFlash } from '#client/platform/title-flash'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'

useDom()
beforeEach(() => {
  document.title = 'Sohbetler'
})

const setUp = () => {
  const clock = createFakeClock()
  return { clock, flash: createTitleFlash(clock) }
}

test('nothing that was not started is stopped', () => {
  const { clock, flash } = setUp()

  flash.stop()

  expect(document.title).toBe('Sohbetler')
  expect(clock.waiting()).toBe(0)
})

test('shows the other title and the page’s own in turn, and leaves the page’s own', () => {
  const { clock, flash } = setUp()
  const shown: string[] = []

  flash.start('Eda arıyor')
  for (let seconds = 0; seconds < 3; seconds++) {
    shown.push(document.title)
    clock.advance(1000)
  }
  flash.start('Eda arıyor')
  flash.stop()

  expect(shown).toEqual(['Eda arıyor', 'Sohbetler', 'Eda arıyor'])
  expect(document.title).toBe('Sohbetler')
  expect(clock.waiting()).toBe(0)
})

test('a title that the page takes meanwhile stays', () => {
  const { clock, flash } = setUp()

  flash.start('Eda arıyor')
  document.title = '(1) Sohbetler'
  clock.advance(1000)
  expect(document.title).toBe('Eda arıyor')
  flash.stop()

  expect(document.title).toBe('(1) Sohbetler')
})
