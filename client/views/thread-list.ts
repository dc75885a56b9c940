import type { Texts } from '#client/i18n/tr'
import type { Line } from '#client/state/types'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { createEmpty, doneList, waves } from './empty.ts'
import { createFilters } from './filters.ts'
import { createKeyedList } from './keyed-list.ts'
import { mark } from './mark.ts'
import { createMenu } from './menu.ts'
import { lineText } from './presence.ts'
import { moveByArrows } from './row-keys.ts'
import { createThreadRow, type ThreadItem } from './thread-row.ts'

type ThreadListOptions = {
  t: Texts
  lang: Language
  onOpen(chatId: string): void
  onFilter(filter: ThreadFilter): void
  onMore(): void
  onSignOut(): void
  onLanguage(): void
}

export type ThreadListState = {
  threads: readonly Thread[]
  filter: ThreadFilter
  openChatId: string | null
  drafts: ReadonlyMap<string, string>
  hasMore: boolean
  loading: boolean
  failed: boolean
  /** How many people wait; `isLeast` where not all of them are loaded. */
  waiting: { count: number; isLeast: boolean }
  line: Line
  /** Milliseconds since 1970: what waiting times are counted up to. */
  now: number
}

const createHead = ({ t, onSignOut, onLanguage }: ThreadListOptions, filters: HTMLElement) => {
  const status = el('p')
  const menu = createMenu({
    label: t.menu,
    choices: [
      { icon: 'globe', text: t.otherLanguage, lang: t.otherCode, onChoose: onLanguage },
      { icon: 'logout', text: t.signOut, isFinal: true, onChoose: onSignOut },
    ],
  })
  const title = el('div', { class: 'who' }, el('h1', {}, t.threads), status)
  return { element: el('header', {}, el('div', { class: 'line' }, mark(), title, menu.element), filters), status }
}

/** What stands below the rows: bones, nobody there, what went wrong, or the way to more. */
const createFoot = ({ t, onFilter, onMore }: ThreadListOptions) => {
  const element = el('div', { class: 'foot' })
  const key = (text: string, run: () => void): HTMLElement => {
    const made = el('button', { type: 'button', class: 'key' }, text)
    made.addEventListener('click', run)
    return made
  }
  const failure = (filter: ThreadFilter): HTMLElement[] => [
    el('p', { role: 'alert' }, t.threadsFailed),
    key(t.retry, () => onFilter(filter)),
  ]
  const nobody = (filter: ThreadFilter): HTMLElement =>
    filter === 'waiting'
      ? createEmpty(doneList(), t.noneWaitingTitle, t.noneWaitingBody)
      : createEmpty(waves(), t.noThreads, '')
  const contents = ({ filter, failed, loading, threads, hasMore }: ThreadListState): HTMLElement[] => {
    if (failed) return failure(filter)
    if (loading)
      return [
        el('span', { class: 'sr' }, t.loading),
        ...Array.from({ length: threads.length === 0 ? 4 : 1 }, () => el('i', { class: 'bone' })),
      ]
    if (threads.length === 0) return [nobody(filter)]
    return hasMore ? [key(t.moreThreads, onMore)] : []
  }
  let shown = ''
  return {
    element,
    update(state: ThreadListState): void {
      const { filter, failed, loading, threads, hasMore } = state
      const kind = [filter, failed, loading, threads.length === 0, hasMore].join()
      if (kind === shown) return
      shown = kind
      element.replaceChildren(...contents(state))
    },
  }
}

/** The conversations, `#threads`, each a key; arrows go from one to the next. */
export const createThreadList = (options: ThreadListOptions) => {
  const { t, lang } = options
  const dates = createDates(t, lang)
  const list = el('ul', { id: 'threads', class: 'threads', 'aria-label': t.threads })
  const rows = createKeyedList<ThreadItem>(list, (item) => createThreadRow(item, { ...options, dates }))
  const filters = createFilters(options)
  const head = createHead(options, filters.element)
  const foot = createFoot(options)
  moveByArrows(list)
  const scroller = el('div', { class: 'scroller' }, list, foot.element)
  return {
    element: el(
      'nav',
      { class: 'pane list', 'aria-label': t.threads },
      head.element,
      el('div', { class: 'hat' }),
      scroller,
    ),
    update(state: ThreadListState): void {
      const { threads, openChatId, drafts, now } = state
      rows.show(
        threads.map((thread) => ({
          key: thread.chat_id,
          thread,
          isOpen: thread.chat_id === openChatId,
          draft: drafts.get(thread.chat_id) ?? '',
          now,
        })),
      )
      setText(head.status, lineText(state.line, t) ?? '')
      setAttribute(list, 'aria-busy', state.loading ? 'true' : null)
      filters.update(state.filter, state.waiting)
      foot.update(state)
    },
  }
}
