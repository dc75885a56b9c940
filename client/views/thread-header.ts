import type { Texts } from '#client/i18n/tr'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import { createDates } from './dates.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { createPresenceLine, type Presence } from './presence.ts'

type ThreadHeaderOptions = { t: Texts; lang: Language; onBack(): void }
type OpenThread = { name: string; cid: string; other: Presence; typing: boolean }

/** Whose conversation is open, `#threadTitle`; nothing of it is drawn while none is. */
export const createThreadHeader = ({ t, lang, onBack }: ThreadHeaderOptions) => {
  const back = el('button', { type: 'button', class: 'ghost back', 'aria-label': t.back }, icon('left'))
  back.addEventListener('click', onBack)
  // Each in its own direction, or a name in Arabic and the CID behind it would read as one word.
  const name = el('bdi', { class: 'nm' })
  const cid = el('bdi', { class: 'cid', dir: 'ltr' })
  const avatar = createAvatar()
  const presence = createPresenceLine(t, createDates(t, lang))
  const who = el('div', { class: 'who' }, el('h2', { id: 'threadTitle' }, name, ' ', cid), presence.element)
  const element = el('header', { class: 'bar' }, back, avatar.element, who)
  return {
    element,
    update(open: OpenThread | null): void {
      element.hidden = open === null
      setText(name, open?.name ?? t.noneOpenTitle)
      setText(cid, open?.cid ?? '')
      if (open === null) return
      avatar.update({ name: open.name, lang, tone: toneOf(open.cid), isOnline: open.other?.online === true })
      presence.update(open.other, open.typing ? t.someoneTyping : null)
    },
  }
}
