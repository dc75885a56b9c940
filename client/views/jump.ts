import type { Texts } from '#client/i18n/tr'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

/** The way back to the newest message, with the number of those that came meanwhile. */
export const createJump = ({ t, onPress }: { t: Texts; onPress(): void }) => {
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' })
  const element = el('button', { type: 'button', class: 'jump key icon', hidden: true }, icon('down'), badge)
  element.addEventListener('click', onPress)
  return {
    element,
    update(isShown: boolean, newBelow: number): void {
      element.hidden = !isShown
      badge.hidden = newBelow === 0
      setText(badge, newBelow > 99 ? '99+' : String(newBelow))
      const label = newBelow === 0 ? t.toNewest : `${t.toNewest}: ${t.newMessages(String(newBelow))}`
      setAttribute(element, 'aria-label', label)
    },
  }
}
