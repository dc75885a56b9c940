import type { Database } from 'bun:sqlite'
import type { Conversation, MessageStore } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import { createUnreadCount } from './unread.ts'
import type { Writer } from './writer.ts'

type Counters = Pick<Conversation, 'lastMessage' | 'unread' | 'waitingSince'>
type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; scrub: () => void }

export const createRemoving = ({ database, writer, living, filing, scrub }: Parts): Pick<MessageStore, 'remove'> => {
  const live = database.prepare<MessageRow, [number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE id = ? AND chat = ? AND deleted = 0`,
  )
  const bury = database.prepare<MessageRow, [number, number]>(
    `UPDATE messages SET rev = ?, text = NULL, reply_to = NULL, user_reaction = NULL, admin_reaction = NULL,
     edited_at = NULL, media = NULL, call = NULL, deleted = 1 WHERE id = ? RETURNING ${messageColumns}`,
  )
  const deleteMedium = database.prepare('DELETE FROM media WHERE message = ?')
  const recount = createRecount(database)

  const remove: MessageStore['remove'] = ({ key }, ids) =>
    writer.write(() => {
      const conversation = living.byKey(key)
      if (!conversation) return []
      const found = [...new Set(ids)].filter((id) => live.get(id, key) !== null)
      if (found.length === 0) return []
      filing.file()
      for (const id of found) deleteMedium.run(id)
      const rows = found.flatMap((id, at) => bury.get(conversation.rev + 1 + at, id) ?? [])
      // Not before nothing can fail any more: see `save`.
      Object.assign(conversation, recount(conversation), { rev: conversation.rev + rows.length })
      filing.save(conversation)
      scrub()
      return rows.map((row) => toMessage(row, conversation.chatId))
    })

  return { remove }
}

/** What of a conversation follows from its live messages, found anew: some of them are gone. */
const createRecount = (database: Database) => {
  const newest = database.prepare<MessageRow, [number]>(
    `SELECT ${messageColumns} FROM messages WHERE chat = ? AND filed = 1 AND deleted = 0 ORDER BY seq DESC LIMIT 1`,
  )
  const unreadAfter = createUnreadCount(database)
  // The + keeps the planner on the conversation's order.
  const waiting = database.prepare<{ since: number }, [number]>(
    `SELECT created_at AS since FROM messages
     WHERE chat = ?1 AND filed = 1 AND deleted = 0 AND +role = 'user' AND seq > coalesce((
       SELECT seq FROM messages WHERE chat = ?1 AND filed = 1 AND deleted = 0 AND +role = 'admin'
       ORDER BY seq DESC LIMIT 1), 0)
     ORDER BY seq LIMIT 1`,
  )
  return ({ key, chatId, adminReadId }: Conversation): Counters => {
    const last = newest.get(key)
    return {
      lastMessage: last && toMessage(last, chatId),
      unread: unreadAfter(key, adminReadId),
      waitingSince: waiting.get(key)?.since ?? null,
    }
  }
}
