import type { Texts } from '#client/i18n/tr'
import { highlight } from '#client/state/highlight'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import { createCid } from './cid.ts'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import type { KeyedView } from './keyed-list.ts'
import { setMarked } from './marked.ts'
import { isUnanswered, wordsOf } from './message-words.ts'
import { createThreadTags } from './thread-tags.ts'

export type ThreadItem = {
  key: string
  thread: Thread
  isOpen: boolean
  draft: string
  now: number
  /** Words that are searched for, folded. */
  words?: readonly string[]
  /** `null` while none are being picked. */
  isPicked?: boolean | null
}

type ThreadRowOptions = { t: Texts; lang: Language; dates: Dates; onOpen(chatId: string): void }

const none: readonly string[] = []

const amberFromMs = 5 * 60_000
const redFromMs = 15 * 60_000

/** How urgent a wait is: a class for its chip. */
export const waitTone = (waitedMs: number): '' | 'amber' | 'red' => {
  if (waitedMs < amberFromMs) return ''
  return waitedMs < redFromMs ? 'amber' : 'red'
}

const lastWords = ({ last_message: last }: Thread, t: Texts): string => {
  if (last === null) return t.noMessages
  const words = wordsOf({ type: last.type, text: last.text ?? '', call: last.call }, t)
  return last.role === 'admin' ? `${t.you}: ${words}` : words
}

/** The visitor rang last, and nobody answered. */
const isMissed = ({ last_message: last }: Thread): boolean => last?.call?.from === 'user' && isUnanswered(last.call)

const createWait = (t: Texts, dates: Dates) => {
  const words = el('span', { 'aria-hidden': 'true' })
  const said = el('span', { class: 'sr' })
  const element = el('span', { class: 'chip' }, icon('clock', 'xs'), words, said)
  return {
    element,
    update(waitedMs: number): void {
      setAttribute(element, 'class', `chip ${waitTone(waitedMs)}`.trim())
      setText(words, dates.duration(waitedMs))
      setText(said, t.waitingFor(dates.duration(waitedMs)))
    },
  }
}

const createWhen = (t: Texts, dates: Dates) => {
  const wait = createWait(t, dates)
  const time = el('time')
  return {
    wait: wait.element,
    time,
    update({ waiting_since: since, last_message: last, created_at: created }: Thread, now: number): void {
      const at = Date.parse(last?.created_at ?? created)
      wait.element.hidden = since === null
      time.hidden = since !== null
      setText(time, dates.brief(at, now))
      setAttribute(time, 'datetime', new Date(at).toISOString())
      if (since !== null) wait.update(now - Date.parse(since))
    },
  }
}

const createWords = (t: Texts) => {
  const draft = el('span', { class: 'draft' }, t.draft)
  const words = el('span')
  return {
    element: el('span', { class: 'last' }, draft, words),
    update(thread: Thread, written: string, searched: readonly string[]): void {
      draft.hidden = written === ''
      words.classList.toggle('missed', written === '' && isMissed(thread))
      setMarked(words, highlight(written === '' ? lastWords(thread, t) : written, searched, 'word-start'))
    },
  }
}

/** One conversation of the list: who, how long they wait or when they last wrote, the last words or one's own draft. */
export const createThreadRow = (
  first: ThreadItem,
  { t, lang, dates, onOpen }: ThreadRowOptions,
): KeyedView<ThreadItem> => {
  const { chat_id: chatId, cid } = first.thread
  const avatar = createAvatar()
  const name = el('span', { class: 'nm', dir: 'auto' })
  const number = createCid('span')
  const when = createWhen(t, dates)
  const words = createWords(t)
  const tags = createThreadTags(t)
  const badge = el('span', { class: 'badge', role: 'img' })
  const tick = el('span', { class: 'tick', hidden: true }, icon('check', 'sm'))
  const top = el('span', { class: 'l1' }, name, number.element, when.wait, when.time)
  const bottom = el('span', { class: 'l2' }, words.element, ...tags.elements, badge)
  const text = el('span', { class: 't' }, top, bottom)
  const key = el('button', { type: 'button', class: 'row' }, tick, avatar.element, text)
  key.addEventListener('click', () => onOpen(chatId))
  number.update(cid)
  return {
    element: el('li', { 'data-chat-id': chatId }, key),
    update({ thread, isOpen, draft, now, words: searched = none, isPicked = null }) {
      avatar.update({ name: thread.name, lang, isOnline: thread.online, tone: toneOf(cid) })
      setMarked(name, highlight(thread.name, searched, 'anywhere'))
      when.update(thread, now)
      words.update(thread, draft, searched)
      tags.update(thread)
      badge.hidden = thread.unread === 0
      setText(badge, String(thread.unread))
      setAttribute(badge, 'aria-label', t.unreadCount(thread.unread))
      tick.hidden = isPicked === null
      setAttribute(key, 'aria-pressed', isPicked === null ? null : String(isPicked))
      setAttribute(key, 'aria-current', isOpen && isPicked === null ? 'true' : null)
      key.classList.toggle('unread', thread.unread > 0)
    },
  }
}
