import type { Database } from 'bun:sqlite'
import type { Conversation, MessageStore } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'

type Parts = { database: Database; living: Living; filing: Filing }

export const createReading = ({
  database,
  living,
  filing,
}: Parts): Pick<MessageStore, 'page' | 'count' | 'changedSince'> => {
  const pageBefore = database.prepare<MessageRow, [number, number, number, number]>(
    `SELECT ${messageColumns} FROM messages
     WHERE chat = ? AND filed = 1 AND seq < ? AND id < ? AND deleted = 0 ORDER BY seq DESC LIMIT ?`,
  )
  // Needs no index, and so works, slowly, where a full disk keeps messages from being filed.
  const slowPageBefore = database.prepare<MessageRow, [number, number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE chat = ? AND id < ? AND deleted = 0 ORDER BY id DESC LIMIT ?`,
  )
  const seqOf = database.prepare<{ seq: number }, [number, number]>(
    'SELECT seq FROM messages WHERE id = ? AND chat = ?',
  )
  const countUpTo = database.prepare<{ count: number }, [number, number]>(
    `SELECT count(*) AS count FROM
     (SELECT 1 FROM messages WHERE chat = ? AND filed = 1 AND seq > 0 AND deleted = 0 LIMIT ?)`,
  )
  // What was stored after `since`, and what was stored before it but changed after it: one index each.
  const storedAfter = database.prepare<MessageRow, [number, number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE chat = ? AND filed = 1 AND seq > ? ORDER BY seq LIMIT ?`,
  )
  const changedAfter = database.prepare<MessageRow, [number, number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE chat = ?1 AND rev > ?2 AND rev <> seq AND seq <= ?2 ORDER BY rev LIMIT ?3`,
  )

  const isFiled = ({ key }: Conversation): boolean => {
    const conversation = living.byKey(key)
    return conversation === null || filing.fileNow(conversation)
  }

  const page: MessageStore['page'] = async (conversation, before, limit) => {
    const { key, chatId } = conversation
    const id = before ?? Number.MAX_SAFE_INTEGER
    const seq = seqOf.get(id, key)?.seq ?? Number.MAX_SAFE_INTEGER
    const rows = isFiled(conversation)
      ? pageBefore.all(key, seq, id, limit + 1)
      : slowPageBefore.all(key, id, limit + 1)
    const messages = rows.slice(0, limit).map((row) => toMessage(row, chatId))
    return { messages: messages.reverse(), hasMore: rows.length > limit }
  }

  const changedSince: MessageStore['changedSince'] = async (conversation, since, limit) => {
    if (!isFiled(conversation)) return null
    const { key, chatId } = conversation
    const rows = [...storedAfter.all(key, since, limit + 1), ...changedAfter.all(key, since, limit + 1)]
    if (rows.length > limit) return null
    return rows.sort((one, other) => one.rev - other.rev).map((row) => toMessage(row, chatId))
  }

  const count: MessageStore['count'] = async (conversation, most) => {
    if (!isFiled(conversation)) return null
    const found = countUpTo.get(conversation.key, most + 1)?.count ?? 0
    return { count: Math.min(found, most), isLeast: found > most }
  }

  return { page, count, changedSince }
}
