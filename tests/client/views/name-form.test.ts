import { describe, expect, mock, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'
import { createNameForm } from '#client/views/name-form'
import { find, type, useDom } from '#tests/support/dom'

useDom()

const createForm = ({ telegram = false, answer = Promise.resolve<string | null>(null), t = tr } = {}) => {
  const onStart = mock((_name: string) => answer)
  const onLanguage = mock(() => {})
  const form = createNameForm({ t, lang: 'tr', adminName: 'Admin Muhsin', telegram, onStart, onLanguage })
  document.body.append(form.element)
  const name = find<HTMLInputElement>(form.element, '#name')
  const start = find<HTMLButtonElement>(form.element, '#btnStart')
  const error = find(form.element, '.err')
  return { form, name, start, error, onStart, onLanguage }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a name that is refused', () => {
  test.each(['', '   ', 'a'.repeat(41), '👍'.repeat(41)])('%j goes no further than the form', (text) => {
    const { name, start, error, onStart } = createForm()
    type(name, text)
    start.click()
    expect(onStart).not.toHaveBeenCalled()
    expect(error.textContent).toBe(tr.nameRule)
    expect(error.getAttribute('role')).toBe('alert')
    expect(name.getAttribute('aria-invalid')).toBe('true')
    expect(name.getAttribute('aria-describedby')).toBe(error.id)
    expect(document.activeElement).toBe(name)
  })

  test('is not cut: what was pasted stands whole', () => {
    const { name } = createForm()
    expect(name.maxLength).toBe(-1)
  })

  test('the sentence goes with the next letter', () => {
    const { name, start, error } = createForm()
    start.click()
    type(name, 'E')
    expect(error.hidden).toBe(true)
    expect(name.hasAttribute('aria-invalid')).toBe(false)
  })

  test('a refusal of the server is said in words and the form can be used again', async () => {
    for (const [code, sentence] of [
      ['offline', tr.failure('offline')],
      ['rate_limited', tr.failure('rate_limited')],
      ['bad_request', tr.nameRule],
    ] as const) {
      const { name, start, error } = createForm({ answer: Promise.resolve(code) })
      type(name, 'Eda')
      start.click()
      await settled()
      expect(error.textContent).toBe(sentence)
      expect(start.textContent).toBe(tr.start)
      expect(name.value).toBe('Eda')
    }
  })
})

test('forty letters pass, trimmed, and a second press while it starts does nothing', async () => {
  const { name, start, onStart } = createForm()
  type(name, `  ${'👍'.repeat(40)} `)
  start.click()
  expect(start.textContent).toBe(tr.starting)
  expect(start.getAttribute('aria-busy')).toBe('true')
  start.click()
  await settled()
  expect(onStart.mock.calls).toEqual([['👍'.repeat(40)]])
})

test('the privacy line names Telegram only where it is configured', () => {
  expect(createForm().form.element.textContent).not.toContain('Telegram')
  expect(createForm({ telegram: true }).form.element.textContent).toContain(tr.privacyTelegram('Admin Muhsin'))
  expect(createForm({ telegram: true, t: en }).form.element.textContent).toContain('Telegram')
})

test('the other language is named in itself', () => {
  const { form, onLanguage } = createForm()
  const key = find<HTMLButtonElement>(form.element, '[lang=en]')
  expect(key.textContent).toBe('English')
  key.click()
  expect(onLanguage).toHaveBeenCalledTimes(1)
})
