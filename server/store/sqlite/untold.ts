import type { Database } from 'bun:sqlite'
import type { Side } from '#protocol/messages'
import type { PushStore, Untold } from '#server/store/device-ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing }
/** A conversation where something may be news, and up to which message nothing is. */
type Candidate = { chat: number; mark: number }

// What a crash left untold is what came in its last seconds. More conversations than these are no last seconds but a flood:
// the newest are told, and the lists and unread marks have the rest.
const mostOfSide = 500
// Below that many newer messages nothing is looked for: those of the other side mean that it has been there since.
const newestRows = 200

// Nobody reads a larger number on an icon.
const mostCounted = 999

/** What is left to tell of after a start, and a message as it is by the time somebody is told. `mark`: told up to there. */
export const createUntold = (
  parts: Parts,
  mark: () => number,
): Pick<PushStore, 'untold' | 'messageNow' | 'countWaiting'> => {
  const { database, writer, living, filing } = parts
  // There is no index of messages by their time, but one of conversations by activity, which is no earlier than any of
  // theirs. Whether the admin has read them says `unread` alone: it counts what is newer than the admin's mark.
  const toTheAdmin = database.prepare<Candidate, [number, number, number]>(
    `WITH fresh AS (SELECT min(after_message) AS id FROM push_subscriptions WHERE chat IS NULL)
     SELECT c.id AS chat, max(fresh.id, ?1) AS mark FROM fresh CROSS JOIN chat_sessions AS c
     WHERE fresh.id IS NOT NULL AND c.archived IN (0, 1) AND c.active_at >= ?2 AND c.unread > 0
       AND c.last_message_id > mark
     ORDER BY c.active_at DESC LIMIT ?3`,
  )
  const waiting = database.prepare<{ count: number }, [number]>(
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM chat_sessions WHERE waiting_since IS NOT NULL AND unread > 0 AND archived = 0 LIMIT ?)`,
  )
  const toVisitors = database.prepare<Candidate, [number, number, number]>(
    `SELECT c.id AS chat, max(c.user_read_id, min(p.after_message), ?1) AS mark
     FROM push_subscriptions AS p CROSS JOIN chat_sessions AS c ON c.id = p.chat
     WHERE c.active_at >= ?2
     GROUP BY p.chat HAVING c.last_message_id > mark ORDER BY c.active_at DESC LIMIT ?3`,
  )
  const newest = database.prepare<MessageRow, [number, Side, number, number]>(
    `SELECT ${messageColumns} FROM
       (SELECT * FROM messages WHERE chat = ?1 AND filed = 1 ORDER BY seq DESC LIMIT ${newestRows})
     WHERE role = ?2 AND deleted = 0 AND id > ?3 AND created_at >= ?4 ORDER BY seq DESC LIMIT 1`,
  )
  const live = database.prepare<MessageRow, [number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE id = ? AND chat = ? AND deleted = 0`,
  )

  const newestOf = ({ chat, mark }: Candidate, role: Side, since: number): Untold[] => {
    const conversation = living.byKey(chat)
    const row = newest.get(chat, role, mark, since)
    return conversation && row ? [{ conversation, message: toMessage(row, conversation.chatId) }] : []
  }

  const untold: PushStore['untold'] = (since) =>
    writer.write(() => {
      filing.file()
      return [
        ...toTheAdmin.all(mark(), since, mostOfSide).flatMap((one) => newestOf(one, 'user', since)),
        ...toVisitors.all(mark(), since, mostOfSide).flatMap((one) => newestOf(one, 'admin', since)),
      ]
    })

  const messageNow: PushStore['messageNow'] = async ({ key, chatId }, id) => {
    const row = live.get(id, key)
    return row && toMessage(row, chatId)
  }

  const countWaiting: PushStore['countWaiting'] = async () => {
    filing.fileNow()
    return waiting.get(mostCounted)?.count ?? 0
  }

  return { untold, messageNow, countWaiting }
}
