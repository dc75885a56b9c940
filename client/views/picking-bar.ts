import type { Texts } from '#client/i18n/tr'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type PickingBarOptions = { t: Texts; onDelete(): void; onAll(): void; onLeave(): void }

/** `#btnDelete`: a key of the header, and, while messages are picked, in the bar that lies over the header. */
export const createPickingBar = ({ t, onDelete, onAll, onLeave }: PickingBarOptions) => {
  const start = el('button', { type: 'button', id: 'btnDelete', class: 'ghost', 'aria-label': t.pickMessages })
  start.append(icon('trash'))
  const leave = el('button', { type: 'button', class: 'ghost', 'aria-label': t.cancel }, icon('x'))
  const count = el('h2', { role: 'status' })
  const all = el('button', { type: 'button', class: 'key plain sm' }, t.pickAll)
  const remove = el('button', { type: 'button', class: 'key red sm' }, icon('trash', 'sm'), t.remove)
  const bar = el('div', { class: 'choose', hidden: true }, leave, count, all, remove)
  start.addEventListener('click', onDelete)
  remove.addEventListener('click', onDelete)
  all.addEventListener('click', onAll)
  leave.addEventListener('click', onLeave)
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onLeave()
  })

  return {
    start,
    bar,
    update({ isChoosing, picked }: { isChoosing: boolean; picked: number }): void {
      const holdsFocus = isChoosing ? document.activeElement === start : bar.contains(document.activeElement)
      bar.hidden = !isChoosing
      start.hidden = isChoosing
      setAttribute(start, 'id', isChoosing ? null : 'btnDelete')
      setAttribute(remove, 'id', isChoosing ? 'btnDelete' : null)
      remove.disabled = picked === 0
      setText(count, t.picked(picked))
      if (holdsFocus) (isChoosing ? leave : start).focus()
    },
  }
}
