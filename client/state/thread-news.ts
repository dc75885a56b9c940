import type { Thread } from '#protocol/messages'

type Threads = ReadonlyMap<string, Thread>

const recentMs = 60_000

/** The conversations in which a visitor wrote since `before`. One that was not known counts if that was just now. */
export const newsAmong = (before: Threads, after: Threads, nowMs: number): string[] => {
  if (before === after || before.size === 0) return []
  return [...after.values()]
    .filter((thread) => thread !== before.get(thread.chat_id) && isNews(thread, before.get(thread.chat_id), nowMs))
    .map((thread) => thread.chat_id)
}

const isNews = ({ last_message: last, unread }: Thread, before: Thread | undefined, nowMs: number): boolean => {
  if (last?.role !== 'user' || unread === 0) return false
  if (before) return last.id > (before.last_message?.id ?? 0)
  return nowMs - Date.parse(last.created_at) < recentMs
}
