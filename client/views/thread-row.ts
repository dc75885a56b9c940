import type { Texts } from '#client/i18n/tr'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createAvatar, toneOf } from './avatar.ts'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import type { KeyedView } from './keyed-list.ts'

export type ThreadItem = { key: string; thread: Thread; isOpen: boolean; draft: string; now: number }

type ThreadRowOptions = { t: Texts; lang: Language; dates: Dates; onOpen(chatId: string): void }

const amberFromMs = 5 * 60_000
const redFromMs = 15 * 60_000

/** How urgent a wait is: a class for its chip. */
export const waitTone = (waitedMs: number): '' | 'amber' | 'red' => {
  if (waitedMs < amberFromMs) return ''
  return waitedMs < redFromMs ? 'amber' : 'red'
}

const lastWords = ({ last_message: last }: Thread, t: Texts): string => {
  if (last === null) return t.noMessages
  const words = last.text || t.unknownMessage
  return last.role === 'admin' ? `${t.you}: ${words}` : words
}

// The number of a CID tells people of one name apart; the rest of it repeats the name, so it is there for readers only.
const splitCid = (cid: string): [string, string] => {
  const at = cid.lastIndexOf('-') + 1
  return [cid.slice(0, at), cid.slice(at)]
}

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
    update(thread: Thread, written: string): void {
      draft.hidden = written === ''
      setText(words, written === '' ? lastWords(thread, t) : written)
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
  const name = el('span', { class: 'nm' })
  const [prefix, number] = splitCid(cid)
  const tag = el('span', { class: 'cid', title: cid }, el('span', { class: 'sr' }, prefix), number)
  const when = createWhen(t, dates)
  const words = createWords(t)
  const badge = el('span', { class: 'badge' })
  const top = el('span', { class: 'l1' }, name, tag, when.wait, when.time)
  const bottom = el('span', { class: 'l2' }, words.element, badge)
  const key = el('button', { type: 'button', class: 'row' }, avatar.element, el('span', { class: 't' }, top, bottom))
  key.addEventListener('click', () => onOpen(chatId))
  return {
    element: el('li', { 'data-chat-id': chatId }, key),
    update({ thread, isOpen, draft, now }) {
      avatar.update({ name: thread.name, lang, isOnline: thread.online, tone: toneOf(cid) })
      setText(name, thread.name)
      when.update(thread, now)
      words.update(thread, draft)
      badge.hidden = thread.unread === 0
      setText(badge, String(thread.unread))
      setAttribute(badge, 'aria-label', t.unreadCount(thread.unread))
      setAttribute(key, 'aria-current', isOpen ? 'true' : null)
      key.classList.toggle('unread', thread.unread > 0)
    },
  }
}
