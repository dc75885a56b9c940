import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import type { CachedList } from './cached.ts'

/** One of the admin's lists, as far as it was loaded. */
export type ThreadList = {
  ids: readonly string[]
  /** Where the next page begins; `null` when there is none. */
  next: string | null
  loaded: boolean
  loading: boolean
  failed: boolean
  /** It is what this device saw last: the server has not told of it yet. */
  recalled: boolean
  /** What changed while a page was under way: the page may have been read before it. */
  meanwhile: readonly ThreadUpdate[]
}

export type ThreadsState = {
  known: ReadonlyMap<string, Thread>
  lists: Readonly<Record<ThreadFilter, ThreadList>>
}

export type ThreadsEvent =
  | { type: 'asked'; filter: ThreadFilter }
  /** `threads` in the server's order; from the start, or following what is there. */
  | { type: 'loaded'; filter: ThreadFilter; fromStart: boolean; threads: readonly Thread[]; next: string | null }
  | { type: 'failed'; filter: ThreadFilter }
  /** What this device saw last; it comes in only where nothing else has. */
  | { type: 'recalled'; list: CachedList }
  | { type: 'updated'; update: ThreadUpdate }
  /** Read on its own, without a place in any list. */
  | { type: 'found'; thread: Thread }

const emptyList: ThreadList = {
  ids: [],
  next: null,
  loaded: false,
  loading: false,
  failed: false,
  recalled: false,
  meanwhile: [],
}
const filters: readonly ThreadFilter[] = ['all', 'waiting', 'archived']

export const emptyThreads: ThreadsState = {
  known: new Map(),
  lists: { all: emptyList, waiting: emptyList, archived: emptyList },
}

export const reduceThreads = (state: ThreadsState, event: ThreadsEvent): ThreadsState => {
  switch (event.type) {
    case 'asked':
      return withList(state, event.filter, { loading: true, failed: false, meanwhile: [] })
    case 'failed':
      return withList(state, event.filter, { loading: false, failed: true, meanwhile: [] })
    case 'recalled':
      return withRecalled(state, event.list)
    case 'loaded':
      return withPage(state, event)
    case 'updated':
      return withUpdate(state, event.update, filters)
    case 'found':
      return { ...state, known: new Map(state.known).set(event.thread.chat_id, event.thread) }
  }
}

/** The rows of a list in its order: `waiting` the longest first, the others by their newest activity. */
export const selectThreads = ({ known, lists }: ThreadsState, filter: ThreadFilter): Thread[] =>
  lists[filter].ids.flatMap((id) => known.get(id) ?? [])

/** The rows of these lists; null until the server has told of each of them. */
export const toldThreads = ({ known, lists }: ThreadsState, among: Iterable<ThreadFilter>): Thread[] | null => {
  const told = [...among].map((filter) => lists[filter])
  const areAll = told.every(({ loaded, loading, failed, recalled }) => loaded && !loading && !failed && !recalled)
  return areAll ? [...new Set(told.flatMap(({ ids }) => ids))].flatMap((id) => known.get(id) ?? []) : null
}

/** Messages that no admin has read, over all of these. */
export const countUnreadThreads = (threads: readonly Thread[]): number =>
  threads.reduce((count, { unread }) => count + unread, 0)

const withList = (state: ThreadsState, filter: ThreadFilter, change: Partial<ThreadList>): ThreadsState => ({
  ...state,
  lists: { ...state.lists, [filter]: { ...state.lists[filter], ...change } },
})

const withPage = (state: ThreadsState, event: Extract<ThreadsEvent, { type: 'loaded' }>): ThreadsState => {
  const { filter, fromStart, threads, next } = event
  const { ids, meanwhile } = state.lists[filter]
  const pageIds = threads.map((thread) => thread.chat_id)
  const merged = fromStart ? pageIds : [...new Set([...ids, ...pageIds])]
  const known = new Map([...state.known, ...threads.map((thread) => [thread.chat_id, thread] as const)])
  const list = { ids: merged, next, loaded: true, loading: false, failed: false, recalled: false, meanwhile: [] }
  return meanwhile.reduce((so, update) => withUpdate(so, update, [filter]), withList({ ...state, known }, filter, list))
}

// Its next page begins where only the server knows: it is asked for from the start.
const withRecalled = (state: ThreadsState, { filter, threads, hasMore }: CachedList): ThreadsState => {
  if (state.lists[filter].loaded) return state
  const ids = threads.map((thread) => thread.chat_id)
  const known = new Map([...threads.map((thread) => [thread.chat_id, thread] as const), ...state.known])
  return withList({ ...state, known }, filter, {
    ids,
    next: hasMore ? '' : null,
    loaded: true,
    failed: false,
    recalled: true,
  })
}

const withUpdate = (state: ThreadsState, update: ThreadUpdate, among: readonly ThreadFilter[]): ThreadsState => {
  const { chat_id: chatId } = update
  const thread = 'deleted' in update ? null : update
  const before = state.known.get(chatId)
  const known = new Map(state.known)
  if (thread) known.set(chatId, thread)
  else known.delete(chatId)
  const lists = { ...state.lists }
  for (const filter of among)
    lists[filter] = noted(placed(lists[filter], filter, chatId, thread, before, known), update)
  return { known, lists }
}

const noted = (list: ThreadList, update: ThreadUpdate): ThreadList =>
  list.loading ? { ...list, meanwhile: [...list.meanwhile, update] } : list

const belongs: Record<ThreadFilter, (thread: Thread) => boolean> = {
  all: ({ archived }) => !archived,
  waiting: ({ archived, waiting_since: since }) => since !== null && !archived,
  archived: ({ archived }) => archived,
}

const activity = (thread: Thread): number => Date.parse(thread.last_message?.created_at ?? thread.created_at)

/** What stands higher in the list has the smaller rank. */
const rank = (thread: Thread, filter: ThreadFilter): number =>
  filter === 'waiting' ? Date.parse(thread.waiting_since ?? thread.created_at) : -activity(thread)

const placed = (
  list: ThreadList,
  filter: ThreadFilter,
  chatId: string,
  thread: Thread | null,
  before: Thread | undefined,
  known: ReadonlyMap<string, Thread>,
): ThreadList => {
  const wasIn = list.ids.includes(chatId)
  const isIn = thread !== null && belongs[filter](thread)
  if (wasIn && isIn && before && rank(before, filter) === rank(thread, filter)) return list
  const others = wasIn ? list.ids.filter((id) => id !== chatId) : list.ids
  if (!isIn) return wasIn ? { ...list, ids: others } : list
  const place = others.findIndex((id) => isAfter(known.get(id), thread, filter))
  // Beyond the last row that is loaded the order is not known: it comes with its page.
  if (place === -1) return !wasIn && list.next !== null ? list : { ...list, ids: [...others, chatId] }
  return { ...list, ids: others.toSpliced(place, 0, chatId) }
}

const isAfter = (other: Thread | undefined, thread: Thread, filter: ThreadFilter): boolean =>
  other !== undefined && rank(other, filter) > rank(thread, filter)
