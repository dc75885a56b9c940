import { beforeEach, expect, test } from 'bun:test'
import { createHeard } from '#client/platform/heard'
import { useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'

useDom()
beforeEach(() => localStorage.clear())

test('what was heard is known to the next page, and to what another tab heard it is added', () => {
  const here = createHeard()
  const there = createHeard()

  here.add('/media/a')
  there.add('/media/b')

  const next = createHeard()
  expect([next.has('/media/a'), next.has('/media/b'), next.has('/media/c')]).toEqual([true, true, false])
})

test('the last 500 are kept', () => {
  const heard = createHeard()
  for (let at = 0; at < 502; at++) heard.add(`/media/${at}`)

  const next = createHeard()

  expect([next.has('/media/1'), next.has('/media/2'), next.has('/media/501')]).toEqual([false, true, true])
})

test('a store that is broken or refuses does no harm', () => {
  localStorage.setItem('konusma:heard', '{"not":')
  expect(createHeard().has('/media/a')).toBe(false)

  override(globalThis, 'localStorage', () => {
    throw new Error('blocked')
  })
  const heard = createHeard()
  heard.add('/media/a')
  expect(heard.has('/media/a')).toBe(true)
})
