import type { Texts } from '#client/i18n/tr'
import { limits } from '#protocol/limits'
import { codePoints } from '#protocol/text'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

export type NoteState = {
  text: string
  state: 'idle' | 'saving' | 'saved' | 'failed'
  /** A refusal code, beside `failed`. */
  failure: string | null
}

type NoteFieldOptions = {
  t: Texts
  onWrite(text: string): void
  /** The caret left the field. */
  onLeave(): void
}

/** How many code points a note is too long; 0 while it fits. */
export const noteExcess = (text: string): number => Math.max(0, codePoints(text.trim()) - limits.noteLength)

const wordsOf = ({ state, failure, text }: NoteState, t: Texts): string => {
  const over = noteExcess(text)
  if (over > 0) return t.noteTooLong(over)
  if (state === 'failed') return t.noteFailed(t.failure(failure ?? ''))
  if (state === 'saving') return t.noteSaving
  return state === 'saved' ? t.noteSaved : t.noteHint
}

/** The admin's own words about a conversation. They are kept by themselves; the line below says whether they are. */
export const createNoteField = ({ t, onWrite, onLeave }: NoteFieldOptions) => {
  const field = el('textarea', { id: 'note', class: 'input', rows: 3, dir: 'auto', 'aria-describedby': 'noteState' })
  const words = el('span')
  const tick = icon('check', 'xs')
  const said = el('p', { id: 'noteState', class: 'hint', role: 'status' }, tick, words)
  field.addEventListener('input', () => onWrite(field.value))
  field.addEventListener('blur', onLeave)
  return {
    element: el('div', { class: 'field' }, el('label', { for: 'note' }, t.note), field, said),
    update(note: NoteState): void {
      const isWrong = note.state === 'failed' || noteExcess(note.text) > 0
      if (field.value !== note.text) field.value = note.text
      setAttribute(field, 'aria-invalid', isWrong ? 'true' : null)
      setText(words, wordsOf(note, t))
      tick.toggleAttribute('hidden', note.state !== 'saved' || isWrong)
      said.classList.toggle('saved', note.state === 'saved' && !isWrong)
      said.classList.toggle('wrong', isWrong)
    },
  }
}
