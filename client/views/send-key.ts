import type { Texts } from '#client/i18n/tr'
import { el, setAttribute } from './element.ts'
import { icon, redraw } from './icon.ts'

/** `#btnSend`; over an edit it saves. A press leaves the focus in the field, and with it the on-screen keyboard. */
export const createSendKey = (t: Texts, onPress: () => void) => {
  const drawing = icon('send')
  const attributes = { id: 'btnSend', type: 'button', class: 'key sky icon send', 'aria-label': t.send, disabled: true }
  const element = el('button', attributes, drawing)
  element.addEventListener('click', onPress)
  element.addEventListener('mousedown', (event) => event.preventDefault())
  return {
    element,
    update(isEdit: boolean): void {
      redraw(drawing, isEdit ? 'check' : 'send')
      setAttribute(element, 'aria-label', isEdit ? t.save : t.send)
    },
  }
}
