import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { createFailure } from './failure.ts'
import { type IconName, icon, redraw } from './icon.ts'
import type { KeyedView } from './keyed-list.ts'
import { linkify } from './linkify.ts'
import { isOnlyEmoji } from './only-emoji.ts'

type MessageRow = { entry: Entry; isContinued: boolean; isFollowed: boolean }

export type RowOptions = {
  t: Texts
  dates: Dates
  /** The speaker in words, for those who see neither colour nor side. */
  nameOf(entry: Entry): string
  onRetry(key: string): void
  onDiscard(key: string): void
}

const ticks: Record<NonNullable<Entry['state']>, IconName> = {
  queued: 'clock',
  sent: 'check',
  seen: 'checks',
  failed: 'alert',
}

const classOf = ({ entry, isContinued, isFollowed }: MessageRow): string =>
  [
    'msg',
    entry.role,
    entry.role === 'system' ? '' : entry.mine ? 'mine' : 'theirs',
    isContinued ? 'cont' : '',
    isFollowed ? 'more' : 'tail',
    isOnlyEmoji(entry.text) ? 'big' : '',
  ]
    .filter(Boolean)
    .join(' ')

const pieces = (text: string): (string | HTMLElement)[] =>
  linkify(text).map((piece) =>
    typeof piece === 'string'
      ? piece
      : el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer nofollow ugc' }, piece.text),
  )

const showText = (place: HTMLElement, { text }: Entry, t: Texts): void => {
  place.classList.toggle('unknown', text === '')
  place.replaceChildren(...(text === '' ? [t.unknownMessage] : pieces(text)))
}

const showTime = (time: HTMLTimeElement, { createdAt }: Entry, dates: Dates): void => {
  setText(time, dates.clock(createdAt))
  setAttribute(time, 'datetime', new Date(createdAt).toISOString())
  setAttribute(time, 'title', dates.full(createdAt))
}

const createTick = (t: Texts) => {
  const element = icon('clock')
  element.removeAttribute('aria-hidden')
  element.setAttribute('role', 'img')
  return {
    element,
    update(state: NonNullable<Entry['state']>): void {
      redraw(element, ticks[state])
      setAttribute(element, 'aria-label', t[state])
    },
  }
}

/** One message: `li.msg` with its text, time and, on one's own, the tick; below a failed one what can be done. */
export const createMessageRow = (first: MessageRow, options: RowOptions): KeyedView<MessageRow> => {
  const { t, dates } = options
  const text = el('span', { class: 'text' })
  const time = el('time')
  const meta = el('span', { class: 'meta' }, time)
  const name = options.nameOf(first.entry)
  const bubble = el('div', { class: 'bubble' }, el('p', { dir: 'auto' }, text, meta))
  const element = el('li', {}, name === '' ? null : el('span', { class: 'sr' }, `${name}: `), bubble)
  const tick = first.entry.mine ? createTick(t) : null
  if (tick) meta.append(tick.element)
  const failure = createFailure({ ...options, key: first.entry.key, textOf: () => shown?.text ?? '', text })
  let shown: Entry | null = null

  return {
    element,
    update(row) {
      const { entry } = row
      setAttribute(element, 'class', classOf(row))
      if (entry === shown) return
      if (entry.text !== shown?.text) showText(text, entry, t)
      if (entry.createdAt !== shown?.createdAt) showTime(time, entry, dates)
      setAttribute(element, 'data-id', entry.id === null ? null : String(entry.id))
      setAttribute(element, 'data-state', entry.state)
      if (entry.state) tick?.update(entry.state)
      if (entry.state === 'failed') element.append(failure.show(entry.failure))
      else failure.element.remove()
      shown = entry
    },
  }
}
