import { expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createListHead } from '#client/views/list-head'
import type { ThreadFilter } from '#protocol/http'
import { find, useDom } from '#tests/support/dom'
import { openLine } from './fixtures.ts'

useDom()

const createHead = () => {
  const calls = {
    onFilter: mock((_filter: ThreadFilter) => {}),
    onPick: mock(() => {}),
    onShortcuts: mock(() => {}),
    onDevices: mock(() => {}),
    onLanguage: mock(() => {}),
    onSignOut: mock(() => {}),
  }
  const sound = { isOn: () => true, toggle: mock(() => {}) }
  const head = createListHead({ t: tr, search: document.createElement('div'), sound, choices: [], ...calls })
  document.body.append(head.element)
  const update = (given: Partial<Parameters<typeof head.update>[0]>): void =>
    head.update({ filter: 'all', waiting: { count: 0, isLeast: false }, line: openLine, isSearching: false, ...given })
  return { ...calls, sound, head, update }
}

test('the filters say which is chosen and how many wait', () => {
  const { head, update, onFilter } = createHead()
  update({ filter: 'waiting', waiting: { count: 4, isLeast: false } })
  const [waiting, all] = head.element.querySelectorAll<HTMLButtonElement>('[data-filter]')
  expect(waiting?.getAttribute('aria-pressed')).toBe('true')
  expect(waiting?.textContent).toBe(`${tr.filterWaiting}4`)
  expect(all?.getAttribute('aria-pressed')).toBe('false')
  update({ filter: 'waiting', waiting: { count: 50, isLeast: true } })
  expect(waiting?.textContent).toBe(`${tr.filterWaiting}50+`)
  all?.click()
  expect(onFilter.mock.calls).toEqual([['all']])
})

test('they go while somebody searches', () => {
  const { head, update } = createHead()
  update({ isSearching: true })
  expect(find<HTMLElement>(head.element, '[data-filter]').closest('[hidden]')).not.toBeNull()
})

test('the menu leads to the devices, the other language, the sound and out', () => {
  const { head, onDevices, onLanguage, sound, onSignOut } = createHead()
  for (const choice of head.element.querySelectorAll<HTMLButtonElement>('.menu button')) choice.click()
  for (const call of [onDevices, onLanguage, sound.toggle, onSignOut]) expect(call).toHaveBeenCalledTimes(1)
})
