import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createComposer } from '#client/views/composer'
import { find, type, useDom } from '#tests/support/dom'

useDom()

const target = { id: 7, role: 'admin' as const, title: 'Muhsin’e yanıt', text: 'Tabii.' }

const createWaiting = (isSaved = true) => {
  const saved = Promise.withResolvers<boolean>()
  const calls = {
    onSend: mock((_text: string, _replyTo: number | null) => {}),
    onEdit: mock((_id: number, _text: string) => saved.promise),
    onEditLast: mock(() => {}),
    onReplyTo: mock((_id: number | null) => {}),
    onTyping: () => {},
    onDraft: mock((_text: string) => {}),
    onReword: mock((_rewording: { id: number; text: string } | null) => {}),
  }
  const composer = createComposer({ t: tr, ...calls })
  document.body.append(composer.element)
  const field = find<HTMLTextAreaElement>(composer.element, '#txt')
  const bar = find(composer.element, '.replying')
  const press = (key: string): boolean =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  const answered = async (): Promise<void> => {
    saved.resolve(isSaved)
    await saved.promise
    await Promise.resolve()
  }
  return { ...calls, composer, field, bar, press, answered }
}

describe('an edit that is refused', () => {
  test('stays in the field and can be saved again', async () => {
    const { composer, field, bar, press, answered, onEdit } = createWaiting(false)
    composer.edit(3, 'Merhab')
    type(field, 'Merhaba')
    press('Enter')
    press('Enter')
    await answered()

    expect(field.value).toBe('Merhaba')
    expect(bar.hidden).toBe(false)
    press('Enter')
    expect(onEdit.mock.calls).toEqual([
      [3, 'Merhaba'],
      [3, 'Merhaba'],
    ])
  })

  test('to nothing is not asked for', () => {
    const { composer, field, press, onEdit } = createWaiting()
    composer.edit(3, 'Merhaba')
    type(field, '  ')
    press('Enter')

    expect(onEdit).not.toHaveBeenCalled()
  })
})

describe('an edit', () => {
  test('takes the field, is no draft, and gives the beginning back once saved', async () => {
    const { composer, field, bar, press, answered, onEdit, onDraft, onSend } = createWaiting()
    composer.setDraft('yarım kalan')
    composer.edit(3, 'Merhab')
    expect(field.value).toBe('Merhab')
    expect(bar.textContent).toContain(tr.editing)
    expect(find(composer.element, '#btnSend').getAttribute('aria-label')).toBe(tr.save)
    type(field, 'Merhaba')
    press('Enter')
    await answered()

    expect(onEdit.mock.calls).toEqual([[3, 'Merhaba']])
    expect([field.value, bar.hidden]).toEqual(['yarım kalan', true])
    expect(onDraft).not.toHaveBeenCalled()
    expect(onSend).not.toHaveBeenCalled()
    expect(find(composer.element, '#btnSend').getAttribute('aria-label')).toBe(tr.send)
  })

  test('tells each wording, and its end when it is saved or given up', async () => {
    const { composer, field, press, answered, onReword } = createWaiting()
    composer.edit(3, 'Merhab')
    expect(onReword).not.toHaveBeenCalled()
    type(field, 'Merhaba')
    press('Escape')
    composer.edit(3, 'Merhab')
    type(field, '')
    type(field, 'Merhaba!')
    press('Enter')
    await answered()

    const told = ['Merhaba', null, '', 'Merhaba!', null]
    expect(onReword.mock.calls).toEqual(told.map((text) => [text === null ? null : { id: 3, text }]))
  })

  test('that was cut off goes on without the focus, and gives the beginning back', () => {
    const { composer, field, bar, press } = createWaiting()
    composer.setDraft('yarım kalan')
    composer.resumeEdit({ id: 3, text: 'Merhaba' }, 'Merhab')
    expect([field.value, bar.textContent?.includes('Merhab')]).toEqual(['Merhaba', true])
    expect(document.activeElement).not.toBe(field)

    press('Escape')

    expect(field.value).toBe('yarım kalan')
  })

  test('that changed nothing is over without asking', () => {
    const { composer, field, press, onEdit } = createWaiting()
    composer.edit(3, 'Merhaba')
    press('Enter')

    expect(onEdit).not.toHaveBeenCalled()
    expect(field.value).toBe('')
  })

  test('is given up by Escape and by its key; the answer under it is back', () => {
    const { composer, field, bar, press } = createWaiting()
    composer.reply(target)
    composer.edit(3, 'Merhaba')
    press('Escape')
    expect(bar.textContent).toContain(target.title)
    composer.edit(3, 'Merhaba')
    find<HTMLButtonElement>(bar, 'button').click()

    expect(bar.textContent).toContain(target.title)
    expect(field.value).toBe('')
  })

  test('of the last message begins with arrow up, in an empty field alone', () => {
    const { composer, field, press, onEditLast } = createWaiting()
    type(field, 'bir')
    press('ArrowUp')
    composer.edit(3, 'iki')
    type(field, '')
    press('ArrowUp')
    expect(onEditLast).not.toHaveBeenCalled()
    press('Escape')
    type(field, '')
    press('ArrowUp')
    expect(onEditLast).toHaveBeenCalledTimes(1)
  })
})

describe('an answer', () => {
  test('goes with the text, once', () => {
    const { composer, field, bar, press, onSend, onReplyTo } = createWaiting()
    composer.reply(target)
    expect([bar.hidden, bar.classList.contains('of-admin')]).toEqual([false, true])
    type(field, 'olur')
    press('Enter')
    type(field, 'bir de')
    press('Enter')

    expect(onSend.mock.calls).toEqual([
      ['olur', 7],
      ['bir de', null],
    ])
    expect(onReplyTo.mock.calls).toEqual([[7], [null]])
    expect(bar.hidden).toBe(true)
  })

  test('is dropped by Escape, and what is written stays', () => {
    const { composer, field, bar, press, onReplyTo } = createWaiting()
    type(field, 'olur')
    composer.reply(target)
    expect(press('Escape')).toBe(false)

    expect([bar.hidden, field.value]).toEqual([true, 'olur'])
    expect(onReplyTo).toHaveBeenLastCalledWith(null)
    expect(press('Escape')).toBe(true)
  })

  test('belongs to its conversation: another one’s draft begins without it', () => {
    const { composer, bar } = createWaiting()
    composer.reply(target)
    composer.setDraft('başka')

    expect(bar.hidden).toBe(true)
    expect(composer.mode()).toEqual({ kind: 'write', reply: null })
  })
})
