import { expect, test } from 'bun:test'
import { isSendKey } from '#client/views/enter-key'

const enter = {
  key: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
}

test('Enter does not send while a word is being composed, whichever way the browser says so', () => {
  expect(isSendKey({ ...enter, isComposing: true }, false)).toBe(false)
  expect(isSendKey({ ...enter, keyCode: 229 }, false)).toBe(false)
  expect(isSendKey({ ...enter, isComposing: true, ctrlKey: true }, false)).toBe(false)
})

test('Shift+Enter and Alt+Enter make a line', () => {
  expect(isSendKey({ ...enter, shiftKey: true }, false)).toBe(false)
  expect(isSendKey({ ...enter, altKey: true }, false)).toBe(false)
})

test('under a thumb Enter makes a line', () => {
  expect(isSendKey(enter, true)).toBe(false)
})

test('another key sends nothing', () => {
  expect(isSendKey({ ...enter, key: 'a' }, false)).toBe(false)
})

test('Enter sends with a fine pointer, Ctrl or ⌘ with it everywhere', () => {
  expect(isSendKey(enter, false)).toBe(true)
  expect(isSendKey({ ...enter, ctrlKey: true }, true)).toBe(true)
  expect(isSendKey({ ...enter, metaKey: true }, true)).toBe(true)
})
