import { beforeEach, describe, expect, mock, test } from 'bun:test'
import { listenToDeskKeys } from '#client/pages/desk-keys'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'

useDom()

let calls = { j: mock(() => true), help: mock(() => true), onSearch: mock(() => {}) }

beforeEach(() => {
  calls = { j: mock(() => true), help: mock(() => true), onSearch: mock(() => {}) }
  afterwards(listenToDeskKeys({ j: calls.j, '?': calls.help, x: () => false }, calls.onSearch))
})

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

describe('a key does nothing', () => {
  test('while one types', () => {
    for (const tag of ['input', 'textarea', 'select']) {
      const field = document.createElement(tag)
      document.body.append(field)
      expect(press('j', {}, field)).toBe(true)
    }
    expect(calls.j).toHaveBeenCalledTimes(0)
  })

  test('together with Ctrl, Alt or ⌘', () => {
    for (const modifier of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) press('j', modifier)
    expect(calls.j).toHaveBeenCalledTimes(0)
  })

  test('while a dialog is open', () => {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('open', '')
    document.body.append(dialog)
    press('j')
    press('k', { ctrlKey: true })
    expect(calls.j).toHaveBeenCalledTimes(0)
    expect(calls.onSearch).toHaveBeenCalledTimes(0)
  })

  test('that nobody knows, or that had nothing to do, and is left to the browser', () => {
    expect(press('q')).toBe(true)
    expect(press('x')).toBe(true)
  })
})

test('a key does what it is for, also as a capital', () => {
  expect(press('j')).toBe(false)
  press('J', { shiftKey: true })
  press('?', { shiftKey: true })
  expect(calls.j).toHaveBeenCalledTimes(2)
  expect(calls.help).toHaveBeenCalledTimes(1)
})

test('a function key does what it is for while one types too, and is told whether Shift is held', () => {
  const field = document.createElement('textarea')
  document.body.append(field)
  const shifts: boolean[] = []
  afterwards(listenToDeskKeys({ F3: ({ shiftKey }) => shifts.push(shiftKey) > 0 }, () => {}))
  expect(press('F3', {}, field)).toBe(false)
  expect(press('F3', { shiftKey: true })).toBe(false)
  expect(shifts).toEqual([false, true])
})

test('Ctrl or ⌘ with K searches, from a field too', () => {
  const field = document.createElement('textarea')
  document.body.append(field)
  press('k', { ctrlKey: true }, field)
  press('K', { metaKey: true })
  expect(calls.onSearch).toHaveBeenCalledTimes(2)
})
