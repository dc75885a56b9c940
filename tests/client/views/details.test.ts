import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createDetails } from '#client/views/details'
import { type NoteState, noteExcess } from '#client/views/note-field'
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
    details.update(thread(), { text: 'x'.repeat(2003), state: 'idle', failure: null })
    expect(said()).toBe(tr.noteTooLong(3))
    expect(note.getAttribute('aria-invalid')).toBe('true')
    details.update(thread(), { text: 'Toptan', state: 'failed', failure: 'offline' })
    expect(said()).toBe(tr.noteFailed(tr.failure('offline')))
    expect(note.value).toBe('Toptan')
  })

  test('says when it is kept', () => {
    const { details, said } = createPanel()
    details.update(thread(), { ...idle, state: 'saving' })
    expect(said()).toBe(tr.noteSaving)
    details.update(thread(), { ...idle, state: 'saved' })
    expect(said()).toBe(tr.noteSaved)
  })

  test('is told as it is written and when the field is left', () => {
    const { details, note, onNote, onNoteLeft } = createPanel()
    details.update(thread(), idle)
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
  details.update(thread({ name: '<b>Eda</b>', cid: 'Eda-7F3C' }), idle)
  expect(find(details.element, 'h2').textContent).toBe('<b>Eda</b>')
  expect(find(details.element, '.cid-key').getAttribute('aria-label')).toBe(tr.copyCid('Eda-7F3C'))
})

test('the keys do the opposite of what is the case', () => {
  const { details, press, onArchive, onBlock, onDelete } = createPanel()
  details.update(thread(), idle)
  for (const id of ['#btnArchive', '#btnBlock', '#btnDeleteChat']) press(id)
  details.update(thread({ archived: true, blocked: true }), idle)
  expect(find(details.element, '#btnArchive').textContent).toBe(tr.unarchive)
  expect(find(details.element, '#btnBlock').textContent).toBe(tr.unblock)
  for (const id of ['#btnArchive', '#btnBlock']) press(id)
  expect(onArchive.mock.calls).toEqual([[true], [false]])
  expect(onBlock.mock.calls).toEqual([[true], [false]])
  expect(onDelete).toHaveBeenCalledTimes(1)
})
