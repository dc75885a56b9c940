import type { Texts } from '#client/i18n/tr'
import { searchWords } from '#client/state/highlight'
import type { SearchHit } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { createEmpty, magnifier } from './empty.ts'
import { createHitRow, type HitItem } from './hit-row.ts'
import { createKeyedList } from './keyed-list.ts'
import { moveByArrows } from './row-keys.ts'
import { createThreadRow, type ThreadItem } from './thread-row.ts'

type SearchResultsOptions = {
  t: Texts
  lang: Language
  onOpen(chatId: string): void
  onHit(hit: SearchHit): void
  onMoreThreads(): void
  onMoreHits(): void
  onRetry(): void
  /** The arrow up on the first of them. */
  onAbove(): void
}

export type SearchResultsState = {
  /** By which words the rows were found. */
  found: string
  threads: readonly Thread[]
  hasMoreThreads: boolean
  hits: readonly SearchHit[]
  hasMoreHits: boolean
  loading: boolean
  failed: string | null
  openChatId: string | null
  now: number
}

const mostAtFirst = 5

const createGroup = (id: string, title: string, more: string, onMore: () => void) => {
  const count = el('span', { 'aria-hidden': 'true' })
  const list = el('ul', { class: 'threads', 'aria-labelledby': id })
  const key = el('button', { type: 'button', class: 'key plain sm wide' }, more)
  key.addEventListener('click', onMore)
  const element = el('section', {}, el('p', { class: 'grp' }, el('span', { id }, title), count), list, key)
  return {
    element,
    list,
    update(shown: number, hasMore: boolean): void {
      element.hidden = shown === 0
      key.hidden = !hasMore
      setText(count, hasMore ? `${shown}+` : String(shown))
    },
  }
}

/** Below the rows: that it is being looked for, that nothing was found, or what went wrong. */
const createState = ({ t, onRetry }: SearchResultsOptions) => {
  const element = el('div', { class: 'foot' })
  let shown = ''
  const failure = (code: string): HTMLElement[] => {
    const key = el('button', { type: 'button', class: 'key' }, t.retry)
    key.addEventListener('click', onRetry)
    return [el('p', { role: 'alert' }, t.searchFailed(t.failure(code))), key]
  }
  const contents = ({ failed, loading, found }: SearchResultsState, isNothing: boolean): HTMLElement[] => {
    if (failed !== null) return failure(failed)
    if (!isNothing) return []
    if (loading || found === '') return Array.from({ length: 4 }, () => el('i', { class: 'bone' }))
    return [createEmpty(magnifier(), t.nothingFound, t.nothingFoundFor(found))]
  }
  return {
    element,
    update(state: SearchResultsState, isNothing: boolean): void {
      const kind = JSON.stringify([state.failed, state.loading, isNothing, state.found])
      if (kind === shown) return
      shown = kind
      element.replaceChildren(...contents(state, isNothing))
    },
  }
}

const saidOf = ({ loading, failed, hits, hasMoreHits, threads, found }: SearchResultsState, t: Texts): string => {
  if (loading) return t.searching
  if (failed !== null || found === '') return ''
  if (threads.length + hits.length === 0) return t.nothingFound
  return t.foundCount(threads.length, `${hits.length}${hasMoreHits ? '+' : ''}`)
}

/** What was found: conversations, then messages. */
export const createSearchResults = (options: SearchResultsOptions) => {
  const { t, lang, onMoreThreads, onMoreHits } = options
  const dates = createDates(t, lang)
  let isWhole = false
  let last: SearchResultsState | null = null
  const more = (): void => {
    if (isWhole) onMoreThreads()
    isWhole = true
    if (last) update(last)
  }
  const people = createGroup('foundThreads', t.foundThreads, t.moreThreads, more)
  const messages = createGroup('foundMessages', t.foundMessages, t.moreMessages, onMoreHits)
  const threadRows = createKeyedList<ThreadItem>(people.list, (item) => createThreadRow(item, { ...options, dates }))
  const hitRows = createKeyedList<HitItem>(messages.list, (item) => createHitRow(item, { ...options, dates }))
  const said = el('p', { class: 'sr', role: 'status' })
  const foot = createState(options)
  const element = el('div', { id: 'results', class: 'scroller', hidden: true }, said, people.element, messages.element)
  element.append(foot.element)
  moveByArrows(element, options.onAbove)

  const update = (state: SearchResultsState): void => {
    if (state.found !== last?.found) {
      isWhole = false
      element.scrollTop = 0
    }
    last = state
    const { threads, hits, found, openChatId, now } = state
    const words = searchWords(found)
    const shown = isWhole ? threads : threads.slice(0, mostAtFirst)
    threadRows.show(
      shown.map((thread) => ({
        key: thread.chat_id,
        thread,
        isOpen: thread.chat_id === openChatId,
        draft: '',
        now,
        words,
      })),
    )
    hitRows.show(hits.map((hit) => ({ key: String(hit.message.id), hit, words, now })))
    people.update(shown.length, shown.length < threads.length || state.hasMoreThreads)
    messages.update(hits.length, state.hasMoreHits)
    foot.update(state, threads.length + hits.length === 0)
    setText(said, saidOf(state, t))
    setAttribute(element, 'aria-busy', state.loading ? 'true' : null)
  }
  return {
    element,
    first: (): HTMLButtonElement | null => element.querySelector<HTMLButtonElement>('.threads button'),
    update,
  }
}
