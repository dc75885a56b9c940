import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createComposer } from '#client/views/composer'
import { find, type, useDom } from '#tests/support/dom'

useDom()

const createTyped = () => {
  const calls = {
    onSend: mock((_text: string, _replyTo: number | null) => {}),
    onEdit: mock((_id: number, _text: string) => Promise.resolve(true)),
    onEditLast: mock(() => {}),
    onReplyTo: mock((_id: number | null) => {}),
    onTyping: mock(() => {}),
    onReword: () => {},
    onDraft: mock((_text: string) => {}),
  }
  const composer = createComposer({ t: tr, ...calls })
  document.body.append(composer.element)
  const field = find<HTMLTextAreaElement>(composer.element, '#txt')
  const send = find<HTMLButtonElement>(composer.element, '#btnSend')
  const emoji = find<HTMLButtonElement>(composer.element, '#btnEmoji')
  const press = (key: string, more: KeyboardEventInit = {}): boolean =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  return { ...calls, composer, field, send, emoji, press }
}

describe('what is not sent', () => {
  test('nothing, and nothing but space', () => {
    const { field, send, press, onSend } = createTyped()
    for (const text of ['', ' ', '\n\t ']) {
      type(field, text)
      expect(send.disabled).toBe(true)
      press('Enter')
    }
    expect(onSend).not.toHaveBeenCalled()
  })

  test('a text that is too long stays whole, with a sentence and sending off', () => {
    const { composer, field, send, press, onSend, onDraft } = createTyped()
    const text = '👍'.repeat(4001)
    type(field, text)
    press('Enter')
    send.click()
    expect(onSend).not.toHaveBeenCalled()
    expect(field.value).toBe(text)
    expect(send.disabled).toBe(true)
    expect(find(composer.element, '[role=status]').textContent).toBe(tr.tooLongRule)
    expect(find(composer.element, '.limit').textContent).toContain(tr.tooLong(1))
    expect(onDraft).toHaveBeenLastCalledWith(text)
  })

  test('a word that is still being composed', () => {
    const { field, press, onSend } = createTyped()
    type(field, 'に')
    press('Enter', { isComposing: true })
    press('Enter', { keyCode: 229 })
    expect(onSend).not.toHaveBeenCalled()
  })

  test('anything while the composer is off', () => {
    const { composer, field, press, onSend } = createTyped()
    type(field, 'merhaba')
    composer.update({ disabled: true })
    press('Enter')
    expect(field.disabled).toBe(true)
    expect(onSend).not.toHaveBeenCalled()
    composer.update({ disabled: false })
    press('Enter')
    expect(onSend).toHaveBeenCalledTimes(1)
  })
})

describe('sending', () => {
  test('gives the text as it was written, empties the field and the draft', () => {
    const { field, press, onSend, onDraft } = createTyped()
    type(field, '  merhaba\n ')
    expect(press('Enter')).toBe(false)
    expect(onSend.mock.calls).toEqual([['  merhaba\n ', null]])
    expect(field.value).toBe('')
    expect(onDraft).toHaveBeenLastCalledWith('')
  })

  test('4,000 letters pass, and near that the number left is shown', () => {
    const { composer, field, send } = createTyped()
    const limit = find(composer.element, '.limit')
    type(field, 'a'.repeat(3799))
    expect(limit.hidden).toBe(true)
    type(field, 'a'.repeat(3990))
    expect(limit.textContent).toBe('10')
    type(field, `${'a'.repeat(4000)}  `)
    expect(send.disabled).toBe(false)
  })

  test('the key is pressed without taking the focus', () => {
    const { field, send, onSend } = createTyped()
    field.focus()
    type(field, 'merhaba')
    expect(send.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))).toBe(false)
    send.click()
    expect(onSend).toHaveBeenCalledTimes(1)
    expect(document.activeElement).toBe(field)
  })

  test('Shift+Enter is left to the field', () => {
    const { field, press, onSend } = createTyped()
    type(field, 'bir')
    expect(press('Enter', { shiftKey: true })).toBe(true)
    expect(onSend).not.toHaveBeenCalled()
  })
})

describe('drafts and typing', () => {
  test('a restored draft can be sent and tells nobody', () => {
    const { composer, field, send, onDraft, onTyping } = createTyped()
    composer.setDraft('yarım kalan')
    expect(field.value).toBe('yarım kalan')
    expect(send.disabled).toBe(false)
    expect(onDraft).not.toHaveBeenCalled()
    expect(onTyping).not.toHaveBeenCalled()
  })

  test('an emptied field is no typing', () => {
    const { field, onTyping } = createTyped()
    type(field, 'a')
    type(field, '')
    expect(onTyping).toHaveBeenCalledTimes(1)
  })
})

describe('emoji', () => {
  test('the bar opens and closes, by key and by Escape', () => {
    const { composer, emoji, press } = createTyped()
    const bar = find(composer.element, '.emojis')
    expect(bar.hidden).toBe(true)
    emoji.click()
    expect(bar.hidden).toBe(false)
    expect(emoji.getAttribute('aria-expanded')).toBe('true')
    press('Escape')
    expect(bar.hidden).toBe(true)
    expect(emoji.getAttribute('aria-expanded')).toBe('false')
  })

  test('opened by keyboard it takes the focus, and Escape gives it back to its key', () => {
    const { composer, field, emoji } = createTyped()
    const first = find(composer.element, '.emojis button')
    emoji.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }))
    expect(document.activeElement).toBe(first)
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect(document.activeElement).toBe(emoji)
    field.focus()
    emoji.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
    expect(document.activeElement).toBe(field)
  })

  test('there are ten, and one goes where the caret is, in the place of what is selected', () => {
    const { composer, field, onDraft } = createTyped()
    const keys = composer.element.querySelectorAll<HTMLButtonElement>('.emojis button')
    expect(keys).toHaveLength(10)
    type(field, 'bir iki üç')
    field.setSelectionRange(4, 7)
    keys[0]?.click()
    expect(field.value).toBe('bir 👍 üç')
    expect(onDraft).toHaveBeenLastCalledWith('bir 👍 üç')
  })
})

test('every key has a name', () => {
  const { composer } = createTyped()
  for (const key of composer.element.querySelectorAll('button'))
    expect(key.getAttribute('aria-label') ?? key.textContent).not.toBe('')
})
