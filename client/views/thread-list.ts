import type { Texts } from '#client/i18n/tr'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el, setAttribute } from './element.ts'
import { createEmpty, doneList, waves } from './empty.ts'
import { createKeyedList } from './keyed-list.ts'
import { moveByArrows } from './row-keys.ts'
import { createThreadRow, type ThreadItem } from './thread-row.ts'

type ThreadListOptions = {
  t: Texts
  lang: Language
  /** A row was pressed. */
  onOpen(chatId: string): void
  onFilter(filter: ThreadFilter): void
  onMore(): void
}

export type ThreadListState = {
  threads: readonly Thread[]
  filter: ThreadFilter
  openChatId: string | null
  drafts: ReadonlyMap<string, string>
  hasMore: boolean
  loading: boolean
  failed: boolean
  /** `null` while none are being picked. */
  picked: ReadonlySet<string> | null
  /** Milliseconds since 1970: what waiting times are counted up to. */
  now: number
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
  const nobody: Record<ThreadFilter, () => HTMLElement> = {
    waiting: () => createEmpty(doneList(), t.noneWaitingTitle, t.noneWaitingBody),
    all: () => createEmpty(waves(), t.noThreads, ''),
    archived: () => createEmpty(doneList(), t.noArchivedTitle, t.noArchivedBody),
  }
  const contents = ({ filter, failed, loading, threads, hasMore }: ThreadListState): HTMLElement[] => {
    if (failed) return failure(filter)
    if (loading)
      return [
        el('span', { class: 'sr' }, t.loading),
        ...Array.from({ length: threads.length === 0 ? 4 : 1 }, () => el('i', { class: 'bone' })),
      ]
    if (threads.length === 0) return [nobody[filter]()]
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
  const foot = createFoot(options)
  moveByArrows(list)
  return {
    element: el('div', { class: 'scroller' }, list, foot.element),
    /** Moves the focus to a row; false where it is not in the list. */
    focus(chatId: string): boolean {
      const key = rows.elementOf(chatId)?.querySelector('button')
      key?.focus()
      return key !== null && key !== undefined
    },
    update(state: ThreadListState): void {
      const { threads, openChatId, drafts, now, picked } = state
      rows.show(
        threads.map((thread) => ({
          key: thread.chat_id,
          thread,
          isOpen: thread.chat_id === openChatId,
          draft: drafts.get(thread.chat_id) ?? '',
          now,
          isPicked: picked?.has(thread.chat_id) ?? null,
        })),
      )
      list.classList.toggle('picking', picked !== null)
      setAttribute(list, 'aria-busy', state.loading ? 'true' : null)
      foot.update(state)
    },
  }
}
