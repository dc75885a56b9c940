import * as z from 'zod/mini'
import { message, type Thread, thread } from '#protocol/messages'
import type { ConversationState } from './conversation.ts'
import type { ThreadList, ThreadsState } from './threads.ts'

const inOrder = (messages: readonly { id: number }[]): boolean =>
  messages.every(({ id }, at) => at === 0 || id > (messages[at - 1]?.id ?? 0))

/** The end of a conversation as this device saw it last. Moments are milliseconds since 1970. */
export const cachedConversation = z
  .object({
    chatId: z.string(),
    cid: z.string(),
    epoch: z.nullable(z.string()),
    rev: z.int(),
    readBy: z.object({ user: z.int(), admin: z.int() }),
    hasOlder: z.boolean(),
    messages: z.array(message),
    /** The last word from the server. */
    savedAt: z.number(),
    /** When it was opened. */
    usedAt: z.number(),
  })
  .check(
    z.refine(({ messages }) => inOrder(messages)),
    z.refine(({ messages, chatId }) => messages.every((one) => one.chat_id === chatId && !one.deleted)),
  )
export type CachedConversation = z.infer<typeof cachedConversation>

/** As much of it as tells whether it is still true. */
export const cachedMarks = z.object({
  chatId: z.string(),
  savedAt: z.number(),
  messages: z.array(z.object({ id: z.int(), rev: z.int() })),
})
export type CachedMarks = z.infer<typeof cachedMarks>

const mostDays = 7

/**
 * Whether a row of the admin's lists bears out what is kept: it must end with the same message in the same wording. A
 * row does not tell of what was changed or deleted further up, so nothing is borne out for longer than a week.
 */
export const isBorneOut = ({ messages, savedAt }: CachedMarks, row: Thread | undefined, now: number): boolean => {
  const [last, told] = [messages.at(-1), row?.last_message]
  return row !== undefined && last?.id === told?.id && last?.rev === told?.rev && now - savedAt < mostDays * 86_400_000
}

/** The first page of one of the admin's lists. */
export const cachedList = z.object({
  filter: z.enum(['all', 'waiting']),
  threads: z.array(thread),
  hasMore: z.boolean(),
})
export type CachedList = z.infer<typeof cachedList>

const mostMessages = 200
const mostBytes = 512 * 1024
const mostThreads = 50

/** At most, for a store that takes two bytes a letter; ids, addresses and names of fields have their room in it. */
const bytesOf = ({ text, media }: ConversationState['messages'][number]): number =>
  1024 + 2 * (text?.length ?? 0) + 2 * (media?.placeholder?.length ?? 0) + 8 * (media?.waveform?.length ?? 0)

const newestThatFit = (messages: ConversationState['messages']): ConversationState['messages'] => {
  const newest = messages.slice(-mostMessages)
  let bytes = 0
  const first = newest.findLastIndex((one) => {
    bytes += bytesOf(one)
    return bytes > mostBytes
  })
  return newest.slice(first + 1)
}

/** What is worth keeping of a conversation; `null` where it has a hole, or the server has said nothing of it yet. */
export const toCached = (
  state: ConversationState,
  moments: { savedAt: number; usedAt: number },
): CachedConversation | null => {
  const { chatId, cid, epoch, rev, readBy, loaded, hole, recalledAt } = state
  if (!loaded || hole || recalledAt !== null) return null
  const messages = newestThatFit(state.messages)
  const hasOlder = state.hasOlder || messages.length < state.messages.length
  return { chatId, cid, epoch, rev, readBy, hasOlder, messages: [...messages], ...moments }
}

/** Puts in what was kept, until the server says more. Who is there now it does not say. */
export const withCached = (state: ConversationState, cached: CachedConversation): ConversationState => {
  if (state.loaded) return state
  const { epoch, rev, readBy, messages, hasOlder, savedAt: recalledAt } = cached
  // The first unread message is found with what is still to come; the read marks are here already.
  const opening = state.opening && { ...state.opening, isFirst: false }
  const cid = state.cid || cached.cid
  return {
    ...state,
    cid,
    epoch,
    rev,
    readBy,
    messages,
    hasOlder,
    recalledAt,
    opening,
    loaded: true,
    unreachable: false,
  }
}

/** Whether older pages reach into what is kept. */
export const isShort = ({ messages }: ConversationState): boolean => messages.length < mostMessages

const toCachedList = (filter: CachedList['filter'], list: ThreadList, known: ThreadsState['known']): CachedList => {
  const rows = list.ids.slice(0, mostThreads).flatMap((id) => known.get(id) ?? [])
  // Who is there now will not be known when it is read.
  const threads = rows.map((row) => ({ ...row, online: false }))
  return { filter, threads, hasMore: list.next !== null || list.ids.length > mostThreads }
}

/** The lists that the server has told of. */
export const toCachedLists = ({ lists, known }: ThreadsState): CachedList[] =>
  (['all', 'waiting'] as const)
    .filter((filter) => lists[filter].loaded && !lists[filter].recalled)
    .map((filter) => toCachedList(filter, lists[filter], known))
