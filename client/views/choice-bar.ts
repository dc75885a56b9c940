import type { Texts } from '#client/i18n/tr'
import { el, setAttribute, setText } from './element.ts'
import { type IconName, icon, redraw } from './icon.ts'

type ChoiceBarOptions = { t: Texts; onArchive(): void; onDelete(): void; onAll(): void; onLeave(): void }

type ChoiceBarState = {
  picked: number
  /** Those of the archive are picked, to be taken back out. */
  inArchive: boolean
  isBusy: boolean
}

const createKey = (name: IconName, label: string, id: string | null = null): HTMLButtonElement =>
  el('button', { type: 'button', id, class: 'ghost', 'aria-label': label, title: label }, icon(name))

/** In the place of the list's head while conversations are being picked. */
export const createChoiceBar = ({ t, onArchive, onDelete, onAll, onLeave }: ChoiceBarOptions) => {
  const leave = createKey('x', t.cancel)
  const count = el('h2', { role: 'status' })
  const all = createKey('select', t.pickAll)
  const drawing = icon('archive')
  const archive = el('button', { type: 'button', id: 'btnArchiveChats', class: 'ghost' }, drawing)
  const remove = el('button', { type: 'button', id: 'btnDeleteChats', class: 'key red sm' }, icon('trash', 'sm'))
  remove.append(t.remove)
  const element = el('header', { class: 'choices', hidden: true }, leave, count, all, archive, remove)
  leave.addEventListener('click', onLeave)
  all.addEventListener('click', onAll)
  archive.addEventListener('click', onArchive)
  remove.addEventListener('click', onDelete)
  return {
    element,
    focus: () => leave.focus(),
    update({ picked, inArchive, isBusy }: ChoiceBarState): void {
      const label = inArchive ? t.unarchive : t.archive
      setText(count, t.pickedThreads(picked))
      redraw(drawing, inArchive ? 'unarchive' : 'archive')
      setAttribute(archive, 'aria-label', label)
      setAttribute(archive, 'title', label)
      setAttribute(archive, 'aria-busy', isBusy ? 'true' : null)
      archive.disabled = picked === 0
      remove.disabled = picked === 0
    },
  }
}
