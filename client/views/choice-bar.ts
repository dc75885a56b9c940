import type { Texts } from '#client/i18n/tr'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'

type ChoiceBarOptions = { t: Texts; onDelete(): void; onAll(): void; onLeave(): void }

/** In the place of the list's head while conversations are being picked. */
export const createChoiceBar = ({ t, onDelete, onAll, onLeave }: ChoiceBarOptions) => {
  const leave = el('button', { type: 'button', class: 'ghost', 'aria-label': t.cancel }, icon('x'))
  const count = el('h2', { role: 'status' })
  const all = el('button', { type: 'button', class: 'key plain sm' }, t.pickAll)
  const remove = el('button', { type: 'button', id: 'btnDeleteChats', class: 'key red sm' }, icon('trash', 'sm'))
  remove.append(t.remove)
  const element = el('header', { class: 'choices', hidden: true }, leave, count, all, remove)
  leave.addEventListener('click', onLeave)
  all.addEventListener('click', onAll)
  remove.addEventListener('click', onDelete)
  return {
    element,
    focus: () => leave.focus(),
    update(picked: number): void {
      setText(count, t.pickedThreads(picked))
      remove.disabled = picked === 0
    },
  }
}
