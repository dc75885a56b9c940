import type { Texts } from '#client/i18n/tr'
import { excerpt } from '#client/state/highlight'
import type { SearchHit } from '#protocol/http'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import { createCid } from './cid.ts'
import type { Dates } from './dates.ts'
import { el, setText } from './element.ts'
import type { KeyedView } from './keyed-list.ts'
import { setMarked } from './marked.ts'

export type HitItem = { key: string; hit: SearchHit; words: readonly string[]; now: number }

type HitRowOptions = { t: Texts; lang: Language; dates: Dates; onHit(hit: SearchHit): void }

/** A message that was found: whose conversation, when, and the words around those that were searched for. */
export const createHitRow = (first: HitItem, { t, lang, dates, onHit }: HitRowOptions): KeyedView<HitItem> => {
  let { hit } = first
  const avatar = createAvatar()
  const name = el('span', { class: 'nm', dir: 'auto' })
  const number = createCid('span')
  const time = el('time')
  const said = el('span', { class: 'you' }, `${t.you}: `)
  const words = el('span')
  const top = el('span', { class: 'l1' }, name, number.element, time)
  const bottom = el('span', { class: 'l2' }, el('span', { class: 'last' }, said, words))
  const key = el(
    'button',
    { type: 'button', class: 'row hit' },
    avatar.element,
    el('span', { class: 't' }, top, bottom),
  )
  key.addEventListener('click', () => onHit(hit))
  return {
    element: el('li', { 'data-message-id': hit.message.id }, key),
    update(item) {
      hit = item.hit
      const { message, name: whose, cid } = hit
      const at = Date.parse(message.created_at)
      avatar.update({ name: whose, lang, isOnline: false, tone: toneOf(cid) })
      setText(name, whose)
      number.update(cid)
      setText(time, dates.brief(at, item.now))
      time.dateTime = message.created_at
      said.hidden = message.role !== 'admin'
      setMarked(words, excerpt(message.text ?? '', item.words))
    },
  }
}
