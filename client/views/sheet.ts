import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

type SheetOptions = {
  t: Texts
  title: string
  className: string
  content: (Node | string)[]
  onClose?(): void
}

let made = 0

/** A dialog of the browser's own with a title and a way out; it stands in the page only while it is open. */
export const createSheet = ({ t, title, className, content, onClose = () => {} }: SheetOptions) => {
  const id = `sheetTitle${++made}`
  const leave = el('button', { type: 'button', class: 'ghost', 'aria-label': t.close, autofocus: true }, icon('x'))
  const top = el('div', { class: 'top' }, el('h2', { id }, title), leave)
  const element = el('dialog', { class: `sheet ${className}`, 'aria-labelledby': id }, top, ...content)
  leave.addEventListener('click', () => element.close())
  element.addEventListener('click', ({ target }) => target === element && element.close())
  element.addEventListener('close', () => {
    onClose()
    element.remove()
  })
  return {
    element,
    open(): void {
      if (element.open) return
      document.body.append(element)
      element.showModal()
    },
    close: () => element.close(),
  }
}
