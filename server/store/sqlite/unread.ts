import type { Database } from 'bun:sqlite'

/** How many of the visitor's messages are newer than the admin's mark. All must be filed. */
export const createUnreadCount = (database: Database): ((chat: number, mark: number) => number) => {
  // Counted from the mark on along the conversation's order; the + keeps the planner on it.
  const unread = database.prepare<{ count: number }, [number, number]>(
    `SELECT count(*) AS count FROM messages
     WHERE chat = ?1 AND filed = 1 AND seq > coalesce((SELECT seq FROM messages WHERE id = ?2 AND chat = ?1), 0)
     AND id > ?2 AND deleted = 0 AND +role = 'user'`,
  )
  return (chat, mark) => unread.get(chat, mark)?.count ?? 0
}
