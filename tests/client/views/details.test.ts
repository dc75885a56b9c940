import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createDetails } from '#client/views/details'
import { type NoteState, noteExcess } from '#client/views/note-field'
import type { ThreadFacts } from '#protocol/http'
import { find, type, useDom } from '#tests/support/dom'
import { thread } from './fixtures.ts'

useDom()

const idle: NoteState = { text: '', state: 'idle', failure: null }

const createPanel = () => {
  const calls = {
    onNote: mock((_text: string) => {}),
    onNoteLeft: mock(() => {}),
    onArchive: mock((_archived: boolean) => {}),
    onBlock: mock((_blocked: boolean) => {}),
    onDelete: mock(() => {}),
    onCopied: mock(() => {}),
    exportPath: (chatId: string) => `/export-of/${chatId}`,
  }
  const details = createDetails({ t: tr, lang: 'tr', ...calls })
  document.body.append(details.element)
  const press = (id: string) => find<HTMLButtonElement>(details.element, id).click()
  const said = () => find(details.element, '#noteState').textContent
  const note = find<HTMLTextAreaElement>(details.element, '#note')
  return { ...calls, details, press, said, note }
}

describe('a note', () => {
  test('that is too long or was not kept says so, and its text stays', () => {
    const { details, said, note } = createPanel()
    details.update(thread(), { text: 'x'.repeat(2003), state: 'idle', failure: null }, null)
    expect(said()).toBe(tr.noteTooLong(3))
    expect(note.getAttribute('aria-invalid')).toBe('true')
    details.update(thread(), { text: 'Toptan', state: 'failed', failure: 'offline' }, null)
    expect(said()).toBe(tr.noteFailed(tr.failure('offline')))
    expect(note.value).toBe('Toptan')
  })

  test('says when it is kept', () => {
    const { details, said } = createPanel()
    details.update(thread(), { ...idle, state: 'saving' }, null)
    expect(said()).toBe(tr.noteSaving)
    details.update(thread(), { ...idle, state: 'saved' }, null)
    expect(said()).toBe(tr.noteSaved)
  })

  test('is told as it is written and when the field is left', () => {
    const { details, note, onNote, onNoteLeft } = createPanel()
    details.update(thread(), idle, null)
    type(note, 'Toptan')
    note.dispatchEvent(new FocusEvent('blur'))
    expect(onNote.mock.calls).toEqual([['Toptan']])
    expect(onNoteLeft).toHaveBeenCalledTimes(1)
  })

  test('is counted in code points without the blanks around it', () => {
    expect(noteExcess(` ${'😀'.repeat(2000)} `)).toBe(0)
    expect(noteExcess('😀'.repeat(2001))).toBe(1)
  })
})

test('who it is, as text', () => {
  const { details } = createPanel()
  details.update(thread({ name: '<b>Eda</b>', cid: 'Eda-7F3C' }), idle, null)
  expect(find(details.element, 'h2').textContent).toBe('<b>Eda</b>')
  expect(find(details.element, '.cid-key').getAttribute('aria-label')).toBe(tr.copyCid('Eda-7F3C'))
})

describe('what the server alone knows', () => {
  const facts: ThreadFacts = {
    lang: 'en',
    user_agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    message_count: { count: 1000, is_least: true },
  }
  const drawn = (element: HTMLElement): string[] =>
    [...element.querySelectorAll<HTMLElement>('dt, dd')].filter(({ hidden }) => !hidden).map((one) => one.textContent)

  test('is not drawn while it is not known', () => {
    const { details } = createPanel()
    details.update(thread(), idle, null)
    expect(drawn(details.element)[0]).toBe(tr.firstCame)
    expect(drawn(details.element)).toHaveLength(2)
    details.update(thread(), idle, { lang: 'tr', user_agent: 'curl/8', message_count: null })
    expect(drawn(details.element).slice(2)).toEqual([tr.language, 'Türkçe'])
  })

  test('is language, device and the number of messages', () => {
    const { details } = createPanel()
    details.update(thread(), idle, facts)
    expect(drawn(details.element).slice(2)).toEqual([
      ...[tr.language, 'İngilizce'],
      ...[tr.device, 'Safari, iPhone'],
      ...[tr.talk, '1.000+ mesaj'],
    ])
  })
})

test('the keys do the opposite of what is the case', () => {
  const { details, press, onArchive, onBlock, onDelete } = createPanel()
  details.update(thread(), idle, null)
  for (const id of ['#btnArchive', '#btnBlock', '#btnDeleteChat']) press(id)
  details.update(thread({ archived: true, blocked: true }), idle, null)
  expect(find(details.element, '#btnArchive').textContent).toBe(tr.unarchive)
  expect(find(details.element, '#btnBlock').textContent).toBe(tr.unblock)
  for (const id of ['#btnArchive', '#btnBlock']) press(id)
  expect(onArchive.mock.calls).toEqual([[true], [false]])
  expect(onBlock.mock.calls).toEqual([[true], [false]])
  expect(onDelete).toHaveBeenCalledTimes(1)
})

test('the conversation that is shown can be had as a file', () => {
  const { details } = createPanel()
  const link = find<HTMLAnchorElement>(details.element, '#lnkExport')
  details.update(thread({ chat_id: 'chat-1' }), idle, null)
  expect([link.getAttribute('href'), link.hasAttribute('download')]).toEqual(['/export-of/chat-1', true])
  details.update(thread({ chat_id: 'chat-2' }), idle, null)
  expect([link.getAttribute('href'), link.textContent]).toEqual(['/export-of/chat-2', tr.exportThread])
})
