import { describe, expect, mock, test } from 'bun:test'
import { el } from '#client/views/element'
import { listenToKeys, listenToTouch } from '#client/views/message-gestures'
import { useDom } from '#tests/support/dom'

useDom()

const createList = () => {
  const calls = {
    onMenu: mock((_id: number, _anchor: HTMLElement) => {}),
    onReply: mock((_id: number) => {}),
    onLeave: mock(() => {}),
  }
  const rows = [1, 2].map((id) => el('li', { class: 'msg', 'data-id': id, tabindex: -1 }, el('p', {}, 'Merhaba')))
  const list = el('ul', { id: 'msgs', tabindex: 0 }, rows[0] ?? '', el('li', { class: 'day' }), rows[1] ?? '')
  document.body.append(list)
  listenToTouch(list, calls)
  listenToKeys(list, calls)
  const [first, second] = rows
  if (!first || !second) throw new Error('two rows')
  const touch = (type: string, x: number, y: number, pointerType = 'touch'): void => {
    const at = { clientX: x, clientY: y, pointerType, isPrimary: true, pointerId: 1, bubbles: true }
    first.firstElementChild?.dispatchEvent(new PointerEvent(type, at))
  }
  const press = (target: HTMLElement, key: string, more: KeyboardEventInit = {}): boolean =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  return { ...calls, list, first, second, touch, press }
}

describe('a finger', () => {
  test('that scrolls neither answers nor opens anything', async () => {
    const { touch, onReply, onMenu } = createList()
    touch('pointerdown', 10, 100)
    touch('pointermove', 30, 160)
    touch('pointermove', 120, 200)
    touch('pointerup', 120, 200)
    await Bun.sleep(500)
    expect([onReply.mock.calls, onMenu.mock.calls]).toEqual([[], []])
  })

  test('that turns back, or that the browser takes over, answers nothing', () => {
    const { first, touch, onReply } = createList()
    touch('pointerdown', 10, 100)
    touch('pointermove', 90, 102)
    touch('pointermove', 30, 102)
    touch('pointerup', 30, 102)
    touch('pointerdown', 10, 100)
    touch('pointermove', 90, 102)
    touch('pointercancel', 90, 102)
    touch('pointerup', 90, 102)
    expect(onReply).not.toHaveBeenCalled()
    expect(first.dataset.swipe).toBeUndefined()
  })

  test('that draws a message aside answers it, with a sign on the way', () => {
    const { first, touch, onReply } = createList()
    touch('pointerdown', 10, 100)
    touch('pointermove', 40, 102)
    expect(first.dataset.swipe).toBe('on')
    touch('pointermove', 70, 104)
    expect(first.dataset.swipe).toBe('armed')
    touch('pointerup', 70, 104)
    expect(onReply.mock.calls).toEqual([[1]])
    expect(first.dataset.swipe).toBeUndefined()
  })

  test('that stays opens the menu; a mouse does not', async () => {
    const { first, touch, onMenu } = createList()
    touch('pointerdown', 10, 100, 'mouse')
    await Bun.sleep(500)
    expect(onMenu).not.toHaveBeenCalled()
    touch('pointerdown', 10, 100)
    touch('pointermove', 12, 101)
    await Bun.sleep(500)
    expect(onMenu.mock.calls).toEqual([[1, first]])
  })
})

describe('keys', () => {
  test('with Ctrl, and those on what stands in a message, are left alone', () => {
    const { first, press, onMenu } = createList()
    const link = el('a', { href: '#' })
    first.append(link)
    expect(press(link, 'Enter')).toBe(true)
    expect(press(first, 'Enter', { ctrlKey: true })).toBe(true)
    expect(onMenu).not.toHaveBeenCalled()
  })

  test('step from one message to the next and open its menu', () => {
    const { list, first, second, press, onMenu, onLeave } = createList()
    press(list, 'Enter')
    expect(document.activeElement).toBe(second)
    press(second, 'ArrowUp')
    expect(document.activeElement).toBe(first)
    press(first, 'ArrowDown')
    expect(document.activeElement).toBe(second)
    press(second, 'Enter')
    press(second, 'F10', { shiftKey: true })
    press(second, 'ContextMenu')
    expect(onMenu.mock.calls.map(([id]) => id)).toEqual([2, 2, 2])
    press(second, 'Escape')
    expect(onLeave).toHaveBeenCalledTimes(1)
  })
})
