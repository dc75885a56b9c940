import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createComposer } from '#client/views/composer'
import type { Staging } from '#client/views/staging'
import { find, type, useDom } from '#tests/support/dom'

useDom()

const createStaged = (change: Partial<Staging> = {}) => {
  const calls = {
    onSend: mock((_text: string, _replyTo: number | null) => {}),
    onEdit: async () => true,
    onEditLast: mock(() => {}),
    onReplyTo: mock((_id: number | null) => {}),
    onTyping: () => {},
    onDraft: mock((_text: string) => {}),
    onReword: () => {},
  }
  const key = document.createElement('button')
  const composer = createComposer({ t: tr, keys: [key], ...calls })
  document.body.append(composer.element)
  const field = find<HTMLTextAreaElement>(composer.element, '#txt')
  const sendKey = find<HTMLButtonElement>(composer.element, '#btnSend')
  const press = (name: string) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
  const send = mock((_text: string, _replyTo: number | null) => {})
  const leave = mock(() => {})
  const stage = () => composer.stage({ bar: null, canSend: () => true, send, leave, ...change })
  return { ...calls, composer, key, field, sendKey, press, send, leave, stage }
}

const target = { id: 7, role: 'admin' as const, title: 'Muhsin’e yanıt', text: 'Tabii.' }
const recording = () => document.createElement('div')

describe('what is staged', () => {
  test('is not sent before it is ready, by key nor by Enter', () => {
    let isReady = false
    const { composer, sendKey, press, send, stage } = createStaged({ canSend: () => isReady })
    stage()
    press('Enter')
    const before = sendKey.disabled
    isReady = true
    composer.refresh()

    expect([before, send.mock.calls.length, sendKey.disabled]).toEqual([true, 0, false])
  })

  test('is not sent with a caption that is too long', () => {
    const { field, sendKey, press, send, stage } = createStaged()
    stage()
    type(field, 'a'.repeat(4001))
    press('Enter')

    expect([sendKey.disabled, send.mock.calls.length]).toEqual([true, 0])
  })

  test('goes with the caption and what it answers, once, and leaves an empty field', () => {
    const { composer, field, press, send, leave, onSend, onDraft, onReplyTo, stage } = createStaged()
    composer.reply(target)
    stage()
    type(field, '  Kutunun köşesi  ')
    press('Enter')
    press('Enter')

    expect(send.mock.calls).toEqual([['Kutunun köşesi', 7]])
    expect([field.value, onDraft.mock.lastCall, onReplyTo.mock.lastCall]).toEqual(['', [''], [null]])
    expect([onSend.mock.calls.length, leave.mock.calls.length]).toEqual([0, 0])
  })

  test('goes without a caption', () => {
    const { sendKey, send, stage } = createStaged()
    stage()
    sendKey.click()

    expect(send.mock.calls).toEqual([['', null]])
  })

  test('says what is to be written, until it is over', () => {
    const { field, press, leave, stage } = createStaged({ placeholder: 'Açıklama ekleyin…' })
    stage()
    const during = field.placeholder
    press('Escape')

    expect([during, field.placeholder, leave.mock.calls.length]).toEqual(['Açıklama ekleyin…', tr.writeMessage, 1])
  })

  test('is left for another conversation, and when something else is staged', () => {
    const { composer, leave, stage } = createStaged()
    stage()
    stage()
    composer.setDraft('another')

    expect(leave).toHaveBeenCalledTimes(2)
  })

  test('keeps arrow up and edits away', () => {
    const { composer, field, press, onEditLast, stage } = createStaged()
    stage()
    press('ArrowUp')
    composer.edit(3, 'Merhaba')

    expect([onEditLast.mock.calls.length, composer.mode().kind, field.value]).toEqual([0, 'write', ''])
  })
})

describe('a bar', () => {
  test('stands in the place of field and keys, and the text that was begun stays', () => {
    const bar = recording()
    const { field, key, sendKey, send, onDraft, stage } = createStaged({ bar })
    type(field, 'yarım')
    stage()
    const during = [field.hidden, key.closest<HTMLElement>('.attach')?.hidden, bar.isConnected]
    sendKey.click()

    expect(during).toEqual([true, true, true])
    expect([field.hidden, bar.isConnected, field.value]).toEqual([false, false, 'yarım'])
    expect(send.mock.calls).toEqual([['', null]])
    expect(onDraft.mock.lastCall).toEqual(['yarım'])
  })

  test('that goes while it has the focus gives it to the field', () => {
    const bar = recording()
    bar.tabIndex = 0
    const { composer, field, stage } = createStaged({ bar })
    stage()
    bar.focus()
    composer.stage(null)

    expect(document.activeElement).toBe(field)
  })
})

test('nothing can be attached while a message is edited, or without a conversation', () => {
  const { composer, key } = createStaged()
  const first = composer.canStage()
  composer.edit(3, 'Merhaba')
  const during = [composer.canStage(), key.closest<HTMLElement>('.attach')?.hidden]
  composer.setDraft('')
  composer.update({ disabled: true })

  expect([first, ...during, composer.canStage(), key.disabled]).toEqual([true, false, true, false, true])
})
