import { expect, mock, test } from 'bun:test'
import { createMenu } from '#client/views/menu'
import { find, useDom } from '#tests/support/dom'

useDom()

const createOpened = () => {
  const onChoose = mock(() => {})
  const outside = document.createElement('button')
  const { element } = createMenu({ label: 'Daha fazla', choices: [{ icon: 'globe', text: 'English', onChoose }] })
  document.body.append(element, outside)
  const key = find<HTMLButtonElement>(element, '[aria-expanded]')
  const menu = find(element, '.menu')
  key.click()
  return { element, key, menu, outside, onChoose }
}

test('a tap elsewhere, leaving it by Tab and Escape close it without a choice', () => {
  const closings: ((opened: ReturnType<typeof createOpened>) => void)[] = [
    ({ outside }) => outside.dispatchEvent(new Event('pointerdown', { bubbles: true })),
    ({ menu, outside }) => {
      find<HTMLButtonElement>(menu, 'button').focus()
      outside.focus()
    },
    ({ menu }) => menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    ({ key }) => key.click(),
  ]
  for (const close of closings) {
    const opened = createOpened()
    expect(opened.menu.hidden).toBe(false)
    expect(opened.key.getAttribute('aria-expanded')).toBe('true')
    close(opened)
    expect(opened.menu.hidden).toBe(true)
    expect(opened.key.getAttribute('aria-expanded')).toBe('false')
    expect(opened.onChoose).not.toHaveBeenCalled()
  }
})

test('a tap inside does not close it, Escape gives the focus back', () => {
  const { key, menu } = createOpened()
  menu.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  expect(menu.hidden).toBe(false)
  find<HTMLButtonElement>(menu, 'button').focus()
  menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  expect(document.activeElement).toBe(key)
})

test('a choice is made once and closes it', () => {
  const { menu, onChoose } = createOpened()
  find<HTMLButtonElement>(menu, 'button').click()
  expect(onChoose).toHaveBeenCalledTimes(1)
  expect(menu.hidden).toBe(true)
})

test('a choice finds the focus on the menu’s key, where a dialog will leave it again', () => {
  const { key, menu, onChoose } = createOpened()
  onChoose.mockImplementation(() => expect(document.activeElement).toBe(key))
  find<HTMLButtonElement>(menu, 'button').focus()
  find<HTMLButtonElement>(menu, 'button').click()
  expect(onChoose).toHaveBeenCalledTimes(1)
})
