import type { Database } from 'bun:sqlite'
import type { ConversationStore } from '#server/store/ports'
import { createCare } from './care-for-conversations.ts'
import type { Filing } from './filing.ts'
import { createList } from './list-conversations.ts'
import type { Living } from './living.ts'
import type { Names } from './names.ts'
import { insertVisitorSession } from './sessions.ts'
import { createUnreadCount } from './unread.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; names: Names; scrub: () => void }

export const createConversationStore = (parts: Parts): ConversationStore => {
  const { database, writer, living, filing, names } = parts
  const insert = database.prepare<{ id: number }, [string, string, string, string, number, number]>(
    `INSERT INTO chat_sessions (chat_id, cid, name, lang, created_at, active_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (cid) DO NOTHING RETURNING id`,
  )
  const addSession = insertVisitorSession(database)
  const setName = database.prepare('UPDATE chat_sessions SET name = ?, lang = ? WHERE id = ?')
  const setSeen = database.prepare('UPDATE chat_sessions SET user_seen_at = ? WHERE id = ?')
  const unreadAfter = createUnreadCount(database)

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
    if (made) names.set(made.key, name, cid)
    return made && { id: made.id, conversation: livingOf(made.key), lastSeenAt: createdAt }
  }

  const rename: ConversationStore['rename'] = async (conversation, name, lang) => {
    await writer.write(() => setName.run(name, lang ?? conversation.lang, conversation.key))
    const renamed = living.byKey(conversation.key)
    if (!renamed) return
    Object.assign(renamed, { name, lang: lang ?? conversation.lang })
    names.set(conversation.key, name, conversation.cid)
  }

  const markRead: ConversationStore['markRead'] = (read, role, id) =>
    writer.write(() => {
      const conversation = living.byKey(read.key)
      if (!conversation) return null
      const mark = Math.min(id, conversation.lastMessage?.id ?? 0)
      const field = role === 'admin' ? 'adminReadId' : 'userReadId'
      if (mark <= conversation[field]) return null
      filing.file()
      // Not changed in memory before nothing can fail any more: only what is saved is read back by a rollback.
      const unread = role === 'admin' ? unreadAfter(conversation.key, mark) : conversation.unread
      Object.assign(conversation, { [field]: mark, unread })
      filing.save(conversation)
      return mark
    })

  const noteSeen: ConversationStore['noteSeen'] = async (conversation, at) => {
    await writer.write(() => setSeen.run(at, conversation.key))
    const seen = living.byKey(conversation.key)
    if (seen) seen.userSeenAt = at
  }

  const list = createList(parts)

  return {
    find: async (chatId) => living.byChatId(chatId),
    create,
    rename,
    markRead,
    noteSeen,
    list,
    ...createCare(parts),
  }
}
