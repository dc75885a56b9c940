import type { Database } from 'bun:sqlite'
import type { ThreadFilter } from '#protocol/http'
import type { ConversationStore, ThreadsPage } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { ConversationRow, Living } from './living.ts'
import { insertVisitorSession } from './sessions.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing }

export const createConversationStore = ({ database, writer, living, filing }: Parts): ConversationStore => {
  const insert = database.prepare<{ id: number }, [string, string, string, string, number, number]>(
    `INSERT INTO chat_sessions (chat_id, cid, name, lang, created_at, active_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (cid) DO NOTHING RETURNING id`,
  )
  const addSession = insertVisitorSession(database)
  const setName = database.prepare('UPDATE chat_sessions SET name = ?, lang = ? WHERE id = ?')
  const setSeen = database.prepare('UPDATE chat_sessions SET user_seen_at = ? WHERE id = ?')
  // Counted from the mark on along the conversation's order; the + keeps the planner off the index by role.
  const unreadAfter = database.prepare<{ unread: number }, [number, number]>(
    `SELECT count(*) AS unread FROM messages
     WHERE chat = ?1 AND filed = 1 AND seq > coalesce((SELECT seq FROM messages WHERE id = ?2 AND chat = ?1), 0)
     AND id > ?2 AND deleted = 0 AND +role = 'user'`,
  )

  const livingOf = (key: number) => {
    const conversation = living.byKey(key)
    if (!conversation) throw new Error('the conversation is gone')
    return conversation
  }

  const create: ConversationStore['create'] = async (wanted, session) => {
    const { chatId, cid, name, lang, createdAt } = wanted
    const made = await writer.write(() => {
      const row = insert.get(chatId, cid, name, lang, createdAt, createdAt)
      return row && { id: addSession(row.id, session), key: row.id }
    })
    return made && { id: made.id, conversation: livingOf(made.key), lastSeenAt: createdAt }
  }

  const rename: ConversationStore['rename'] = async (conversation, name, lang) => {
    await writer.write(() => setName.run(name, lang ?? conversation.lang, conversation.key))
    Object.assign(livingOf(conversation.key), { name, lang: lang ?? conversation.lang })
  }

  const markRead: ConversationStore['markRead'] = (read, role, id) =>
    writer.write(() => {
      const conversation = livingOf(read.key)
      const mark = Math.min(id, conversation.lastMessage?.id ?? 0)
      const field = role === 'admin' ? 'adminReadId' : 'userReadId'
      if (mark <= conversation[field]) return null
      filing.file()
      conversation[field] = mark
      if (role === 'admin') conversation.unread = unreadAfter.get(conversation.key, mark)?.unread ?? 0
      filing.save(conversation)
      return mark
    })

  const noteSeen: ConversationStore['noteSeen'] = async (conversation, at) => {
    await writer.write(() => setSeen.run(at, conversation.key))
    livingOf(conversation.key).userSeenAt = at
  }

  const list = createList({ database, writer, living, filing })

  return { find: async (chatId) => living.byChatId(chatId), create, rename, markRead, noteSeen, list }
}

const pages: Record<ThreadFilter, { where: string; order: 'ASC' | 'DESC'; by: 'active_at' | 'waiting_since' }> = {
  all: { where: 'archived = 0', order: 'DESC', by: 'active_at' },
  archived: { where: 'archived = 1', order: 'DESC', by: 'active_at' },
  waiting: { where: 'waiting_since IS NOT NULL AND archived = 0', order: 'ASC', by: 'waiting_since' },
}

/** A page is found by the place of the last row before it, not by a count of rows: the list moves while it is read. */
const createList = ({ database, living, filing }: Parts): ConversationStore['list'] => {
  const prepare = (filter: ThreadFilter) => {
    const { where, order, by } = pages[filter]
    const beyond = order === 'ASC' ? '>' : '<'
    return database.prepare<ConversationRow, [number, number, number]>(
      `SELECT * FROM chat_sessions WHERE ${where} AND (${by}, id) ${beyond} (?, ?) ORDER BY ${by} ${order}, id ${order} LIMIT ?`,
    )
  }
  const statements = { all: prepare('all'), archived: prepare('archived'), waiting: prepare('waiting') }

  return async ({ filter, cursor, limit }) => {
    const { order, by } = pages[filter]
    const start = order === 'ASC' ? 0 : Number.MAX_SAFE_INTEGER
    const place = cursor === null ? { at: start, id: start } : readCursor(cursor)
    if (!place) return null
    // The order of the list is that of the table; with a full disk it is the order before the last messages.
    filing.fileNow()
    const rows = statements[filter].all(place.at, place.id, limit + 1)
    return toPage(rows.slice(0, limit), rows.length > limit, by, living)
  }
}

const toPage = (
  rows: ConversationRow[],
  hasMore: boolean,
  by: 'active_at' | 'waiting_since',
  living: Living,
): ThreadsPage => {
  const last = rows.at(-1)
  const next = hasMore && last ? `${last[by] ?? 0}.${last.id}` : null
  return { conversations: rows.map(living.adopt), next }
}

const readCursor = (cursor: string): { at: number; id: number } | null => {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? []
  return at === undefined || id === undefined ? null : { at: Number(at), id: Number(id) }
}
