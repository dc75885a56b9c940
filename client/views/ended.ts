import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

type EndedOptions = { t: Texts; reason: 'gone' | 'elsewhere'; side?: 'user' | 'admin'; onAgain(): void }

/** The session of this device is over; the one way on is a new one. */
export const createEnded = ({ t, reason, side = 'user', onAgain }: EndedOptions): { element: HTMLElement } => {
  const key = el(
    'button',
    { type: 'button', class: 'key sky lg wide' },
    side === 'admin' ? t.signInAgain : t.newConversation,
  )
  key.addEventListener('click', onAgain)
  const isGone = reason === 'gone'
  const words = el(
    'div',
    {},
    el('h1', {}, isGone && side === 'user' ? t.endedTitle : t.signedOutTitle),
    el('p', { class: 'lead' }, isGone ? t.endedBody : t.endedElsewhereBody),
  )
  const box = el('div', { class: 'box' }, el('span', { class: 'tile' }, icon('logout', 'xl')), words, key)
  return { element: el('main', { class: 'hello' }, box) }
}
