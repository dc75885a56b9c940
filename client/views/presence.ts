import type { Texts } from '#client/i18n/tr'
import type { Conversation, Line } from '#client/state/types'
import type { Dates } from './dates.ts'
import { el, setText } from './element.ts'

export type Presence = Conversation['other']

const presenceText = (other: Presence, t: Texts, dates: Dates): string => {
  if (other === null) return ''
  if (other.online) return t.online
  return other.lastSeen === null ? t.offline : t.lastSeen(dates.moment(other.lastSeen, Date.now()))
}

/** What a broken line leaves to say, or `null` where presence can be believed. */
export const lineText = ({ phase, offline }: Line, t: Texts): string | null => {
  if (phase === 'open') return null
  return phase === 'connecting' && !offline ? t.connecting : t.waiting
}

/** The second line of a header: green while the other side is here. */
export const createPresenceLine = (t: Texts, dates: Dates) => {
  const element = el('p')
  return {
    element,
    update(other: Presence, instead: string | null): void {
      element.classList.toggle('live', instead === null && other?.online === true)
      setText(element, instead ?? presenceText(other, t, dates))
    },
  }
}
