import type { Conversation, Entry } from '#client/state/types'
import { endOfDay, startOfDay } from './dates.ts'

const runGapMs = 5 * 60_000

export type Item =
  | { kind: 'older' | 'typing'; key: string }
  /** Room for what is not drawn. */
  | { kind: 'space'; key: string; px: number }
  | { kind: 'day'; key: string; day: number }
  | { kind: 'new'; key: string; count: number; isLeast: boolean }
  | { kind: 'message'; key: string; entry: Entry; isContinued: boolean; isFollowed: boolean }

/** The messages that were unread at the opening: ids from `from` to `upTo`, of the other side. */
export type Unread = { from: number; upTo: number }

type Layout = { hasOlder: boolean; isTyping: boolean; unread: Unread | null }

export const isOthers = (entry: Entry): boolean => !entry.mine && entry.role !== 'system'

/** The id of the other side's newest stored message; 0 where there is none. */
export const newestOfOther = (entries: readonly Entry[]): number =>
  entries.findLast((entry) => isOthers(entry) && entry.id !== null)?.id ?? 0

/** Fixed at the opening: what comes while the conversation is open is new, but it was never waiting unread. */
export const unreadAt = ({ entries, unreadFrom }: Conversation, before: Unread | null): Unread | null => {
  if (unreadFrom === null) return null
  return before?.from === unreadFrom ? before : { from: unreadFrom, upTo: newestOfOther(entries) }
}

const isUnread = (entry: Entry, unread: Unread): boolean =>
  isOthers(entry) && entry.id !== null && entry.id >= unread.from && entry.id <= unread.upTo

const isOneRun = (before: Entry, after: Entry): boolean =>
  before.role === after.role &&
  before.role !== 'system' &&
  before.state !== 'failed' &&
  after.createdAt - before.createdAt < runGapMs

const markAt = (entries: readonly Entry[], { hasOlder, unread }: Layout): (Item & { at: number }) | null => {
  if (unread === null) return null
  const at = entries.findIndex((entry) => isUnread(entry, unread))
  if (at < 0) return null
  const count = entries.filter((entry) => isUnread(entry, unread)).length
  return { kind: 'new', key: 'new', count, isLeast: hasOlder && at === 0 && entries[0]?.id !== unread.from, at }
}

/**
 * What stands in the list from top to bottom: messages in runs (one speaker, one day, less than five minutes apart),
 * days, and one mark above the first unread message.
 */
export const layOut = (entries: readonly Entry[], layout: Layout): Item[] => {
  const items: Item[] = layout.hasOlder ? [{ kind: 'older', key: 'older' }] : []
  const mark = markAt(entries, layout)
  let open: Extract<Item, { kind: 'message' }> | null = null
  let day = 0
  let dayEnd = 0
  entries.forEach((entry, index) => {
    // An unsent text of yesterday stands below today's messages; days only go forward.
    if (entry.createdAt >= dayEnd) {
      day = startOfDay(entry.createdAt)
      dayEnd = endOfDay(day)
      items.push({ kind: 'day', key: `day:${day}`, day })
      open = null
    }
    if (mark?.at === index) {
      items.push(mark)
      open = null
    }
    const isContinued: boolean = open !== null && isOneRun(open.entry, entry)
    if (isContinued && open !== null) open.isFollowed = true
    open = { kind: 'message', key: entry.key, entry, isContinued, isFollowed: false }
    items.push(open)
  })
  if (layout.isTyping) items.push({ kind: 'typing', key: 'typing' })
  return items
}

/** What came after the reader had the list: not the first load, not an older page, which stands above all that was known. */
export const createArrivals = () => {
  const known = new Set<string>()
  return (entries: readonly Entry[]): Entry[] => {
    const from = entries.findIndex(({ key }) => known.has(key))
    const came = from < 0 ? [] : entries.slice(from).filter(({ key }) => !known.has(key))
    for (const { key } of from < 0 ? entries : [...entries.slice(0, from), ...came]) known.add(key)
    return came
  }
}
