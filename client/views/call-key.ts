import { el, setAttribute } from './element.ts'
import { icon } from './icon.ts'

/** The green phone. While it cannot call it looks so, and still takes a press: whoever presses it is told why. */
export const createCallKey = (id: 'btnCall' | 'btnPhone', onCall: () => void) => {
  const element = el('button', { type: 'button', id, class: 'ghost dial' }, icon('phone'))
  element.addEventListener('click', onCall)
  return {
    element,
    update({ label, canCall }: { label: string; canCall: boolean }): void {
      setAttribute(element, 'aria-label', label)
      setAttribute(element, 'aria-disabled', canCall ? null : 'true')
    },
  }
}
