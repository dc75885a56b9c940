import type { SearchHit } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import { holdsAny, searchWords } from './highlight.ts'

export type FoundThreads = { threads: readonly Thread[]; next: string | null }

/** What was found, and by which words. */
export type SearchState = {
  /** As it stands in the field; empty while nothing is searched for. */
  q: string
  /** What the results below were found by; they stay until those of the next words are there. */
  found: string
  active: FoundThreads
  archived: FoundThreads
  hits: readonly SearchHit[]
  hasMoreHits: boolean
  loading: boolean
  /** A refusal code. */
  failed: string | null
  loadingMore: 'threads' | 'hits' | null
}

const nobody: FoundThreads = { threads: [], next: null }

export const emptySearch: SearchState = {
  q: '',
  found: '',
  active: nobody,
  archived: nobody,
  hits: [],
  hasMoreHits: false,
  loading: false,
  failed: null,
  loadingMore: null,
}

const without = ({ threads, next }: FoundThreads, chatId: string): FoundThreads => ({
  threads: threads.filter((thread) => thread.chat_id !== chatId),
  next,
})

const replaced = ({ threads, next }: FoundThreads, fresh: Thread): FoundThreads => ({
  threads: threads.map((thread) => (thread.chat_id === fresh.chat_id ? fresh : thread)),
  next,
})

/** A conversation that changed changes in the results too; one that is gone takes its messages along. */
export const followThread = (state: SearchState, update: ThreadUpdate): SearchState => {
  const { chat_id: chatId } = update
  if (!('deleted' in update))
    return { ...state, active: replaced(state.active, update), archived: replaced(state.archived, update) }
  return {
    ...state,
    active: without(state.active, chatId),
    archived: without(state.archived, chatId),
    hits: state.hits.filter(({ message }) => message.chat_id !== chatId),
  }
}

const activity = (thread: Thread): number => Date.parse(thread.last_message?.created_at ?? thread.created_at)

/** Those whose name or CID has one of the words stand first; among the others and among them the newest activity does. */
export const foundThreads = ({ active, archived, found }: SearchState): Thread[] => {
  const words = searchWords(found)
  const isNamed = ({ name, cid }: Thread): boolean => holdsAny(`${name} ${cid}`, words, 'anywhere')
  const ranked = [...active.threads, ...archived.threads].map((thread) => ({ thread, isNamed: isNamed(thread) }))
  const inOrder = ranked.toSorted(
    (one, other) => Number(other.isNamed) - Number(one.isNamed) || activity(other.thread) - activity(one.thread),
  )
  return inOrder.map(({ thread }) => thread)
}
