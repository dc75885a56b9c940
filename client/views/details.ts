import type { Texts } from '#client/i18n/tr'
import type { ThreadFacts } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import { copyText } from './copy-text.ts'
import { el, setAttribute, setText } from './element.ts'
import { createFactList } from './fact-list.ts'
import { type IconName, icon, redraw } from './icon.ts'
import { createNoteField, type NoteState } from './note-field.ts'
import { createThreadTags } from './thread-tags.ts'

type DetailsOptions = {
  t: Texts
  lang: Language
  onNote(text: string): void
  onNoteLeft(): void
  onArchive(archived: boolean): void
  onBlock(blocked: boolean): void
  onDelete(): void
  onCopied(): void
  /** Where the conversation can be had as a file. */
  exportPath(chatId: string): string
}

const createKey = (id: string, name: IconName, className: string, run: () => void) => {
  const drawing = icon(name, 'sm')
  const label = el('span')
  const element = el('button', { type: 'button', id, class: `key sm ${className}`.trim() }, drawing, label)
  element.addEventListener('click', run)
  return { element, say: (text: string): void => setText(label, text), draw: (to: IconName) => redraw(drawing, to) }
}

const createExportLink = ({ t, exportPath }: DetailsOptions) => {
  const element = el('a', { id: 'lnkExport', class: 'key sm', download: true }, icon('download', 'sm'), t.exportThread)
  return { element, update: ({ chat_id }: Thread): void => setAttribute(element, 'href', exportPath(chat_id)) }
}

const createPerson = ({ t, lang, onCopied }: DetailsOptions) => {
  const avatar = createAvatar()
  const name = el('h2', { dir: 'auto' })
  const cid = el('span', { dir: 'ltr' })
  const copy = el('button', { type: 'button', class: 'cid-key' }, cid, icon('copy', 'xs'))
  copy.addEventListener('click', () => void copyText(cid.textContent ?? '', cid).then((copied) => copied && onCopied()))
  const tags = createThreadTags(t)
  return {
    element: el('div', { class: 'id' }, avatar.element, name, copy, el('p', { class: 'tags' }, ...tags.elements)),
    update(thread: Thread): void {
      avatar.update({ name: thread.name, lang, isOnline: thread.online, tone: toneOf(thread.cid) })
      setText(name, thread.name)
      setText(cid, thread.cid)
      setAttribute(copy, 'aria-label', t.copyCid(thread.cid))
      tags.update(thread)
    },
  }
}

/** Who is at the other end of the open conversation, a note about them, and what can be done with all of it. */
export const createDetails = (options: DetailsOptions) => {
  const { t, onNote, onNoteLeft, onArchive, onBlock, onDelete } = options
  const person = createPerson(options)
  const facts = createFactList(options)
  const note = createNoteField({ t, onWrite: onNote, onLeave: onNoteLeft })
  let shown: Thread | null = null
  const archive = createKey('btnArchive', 'archive', '', () => shown && onArchive(!shown.archived))
  const block = createKey('btnBlock', 'ban', '', () => shown && onBlock(!shown.blocked))
  const remove = createKey('btnDeleteChat', 'trash', 'redish', onDelete)
  remove.say(t.remove)
  const exported = createExportLink(options)
  const keys = el('div', { class: 'do-all' }, archive.element, block.element, exported.element, remove.element)
  return {
    element: el('div', { class: 'in' }, person.element, facts.element, note.element, keys),
    update(thread: Thread, written: NoteState, known: ThreadFacts | null): void {
      shown = thread
      person.update(thread)
      facts.update(thread, known)
      note.update(written)
      exported.update(thread)
      archive.say(thread.archived ? t.unarchive : t.archive)
      block.say(thread.blocked ? t.unblock : t.block)
      block.draw(thread.blocked ? 'check' : 'ban')
    },
  }
}
