import type { Texts } from '#client/i18n/tr'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import { createCallKey } from './call-key.ts'
import { createCid } from './cid.ts'
import { createDates } from './dates.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { createPresenceLine, type Presence } from './presence.ts'
import { createThreadTags } from './thread-tags.ts'

type ThreadHeaderOptions = { t: Texts; lang: Language; onBack(): void; onDetails(): void; onCall(): void }
type OpenThread = {
  name: string
  cid: string
  other: Presence
  typing: boolean
  blocked?: boolean
  archived?: boolean
  canCall: boolean
}

/** Whose conversation is open, `#threadTitle`; nothing of it is drawn while none is. */
export const createThreadHeader = ({ t, lang, onBack, onDetails, onCall }: ThreadHeaderOptions) => {
  const back = el('button', { type: 'button', class: 'ghost back', 'aria-label': t.back }, icon('left'))
  back.addEventListener('click', onBack)
  // Each in its own direction, or a name in Arabic and the CID behind it would read as one word.
  const name = el('bdi', { class: 'nm' })
  const number = createCid('bdi')
  const avatar = createAvatar()
  const presence = createPresenceLine(t, createDates(t, lang))
  const tags = createThreadTags(t)
  const title = el('h2', { id: 'threadTitle', class: 'whose' }, name, ' ', number.element)
  const who = el('div', { class: 'who' }, title, el('div', { class: 'state' }, ...tags.elements, presence.element))
  const info = el('button', { type: 'button', id: 'btnDetails', class: 'ghost', 'aria-label': t.details }, icon('info'))
  const call = createCallKey('btnPhone', onCall)
  const element = el('header', { class: 'bar' }, back, avatar.element, who, info, call.element)
  // Where the details stand beside the conversation anyway, the key is not drawn and the name opens nothing.
  info.addEventListener('click', onDetails)
  who.addEventListener('click', () => getComputedStyle(info).display !== 'none' && info.click())
  return {
    element,
    /** Other keys, before the phone in the corner. */
    add: (keys: readonly HTMLElement[]): void => call.element.before(...keys),
    update(open: OpenThread | null): void {
      element.hidden = open === null
      setText(name, open?.name ?? t.noneOpenTitle)
      number.update(open?.cid ?? '')
      if (open === null) return
      avatar.update({ name: open.name, lang, tone: toneOf(open.cid), isOnline: open.other?.online === true })
      presence.update(open.other, open.typing ? t.someoneTyping : null)
      call.update({ label: t.callTo(open.name), canCall: open.canCall })
      tags.update({ blocked: open.blocked === true, archived: open.archived === true })
    },
  }
}
