import type { Database } from 'bun:sqlite'
import type { Message } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { Conversation } from '#server/store/ports'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'

export type LivingConversation = { -readonly [Key in keyof Conversation]: Conversation[Key] } & { activeAt: number }

export type ConversationRow = {
  id: number
  chat_id: string
  cid: string
  name: string
  lang: Language
  created_at: number
  active_at: number
  rev: number
  last_message_id: number | null
  waiting_since: number | null
  unread: number
  user_read_id: number
  admin_read_id: number
  user_seen_at: number | null
  archived: number
  blocked: number
  note: string | null
}

export type Living = {
  byChatId: (chatId: string) => LivingConversation | null
  byKey: (key: number) => LivingConversation | null
  adopt: (row: ConversationRow) => LivingConversation
  /** Reads it back as the table has it. */
  reload: (conversation: LivingConversation) => void
  /** Nobody finds it any more, though somebody may still hold it: the transaction that is open erases it. */
  hide: (key: number) => void
  /** That transaction has ended: what it erased is gone, or was never away. */
  settle: (isCommitted: boolean) => void
}

/** The one object of each conversation that somebody holds: what is changed in it, every holder sees. */
export const createLiving = (database: Database): Living => {
  const byChat = database.prepare<ConversationRow, [string]>('SELECT * FROM chat_sessions WHERE chat_id = ?')
  const byId = database.prepare<ConversationRow, [number]>('SELECT * FROM chat_sessions WHERE id = ?')
  const messageById = database.prepare<MessageRow, [number]>(`SELECT ${messageColumns} FROM messages WHERE id = ?`)
  const hidden = new Set<number>()
  const held = new Map<number, WeakRef<LivingConversation>>()
  const collected = new FinalizationRegistry<number>((key) => {
    if (!held.get(key)?.deref()) held.delete(key)
  })

  const lastMessageOf = (row: ConversationRow): Message | null => {
    const found = row.last_message_id === null ? null : messageById.get(row.last_message_id)
    return found ? toMessage(found, row.chat_id) : null
  }

  const adopt = (row: ConversationRow): LivingConversation => {
    const known = held.get(row.id)?.deref()
    if (known) return known
    const conversation = toConversation(row, lastMessageOf(row))
    held.set(row.id, new WeakRef(conversation))
    collected.register(conversation, row.id)
    return conversation
  }

  const adoptFound = (row: ConversationRow | null) => (row && !hidden.has(row.id) ? adopt(row) : null)

  const reload = (conversation: LivingConversation): void => {
    const row = byId.get(conversation.key)
    if (row) Object.assign(conversation, toConversation(row, lastMessageOf(row)))
  }

  // A key is never given twice: without its object, a key that is gone finds nothing.
  const settle: Living['settle'] = (isCommitted) => {
    if (isCommitted) for (const key of hidden) held.delete(key)
    hidden.clear()
  }

  return {
    byChatId: (chatId) => adoptFound(byChat.get(chatId)),
    byKey: (key) => (hidden.has(key) ? null : (held.get(key)?.deref() ?? adoptFound(byId.get(key)))),
    adopt,
    reload,
    hide: (key) => void hidden.add(key),
    settle,
  }
}

const toConversation = (row: ConversationRow, lastMessage: Message | null): LivingConversation => ({
  key: row.id,
  chatId: row.chat_id,
  cid: row.cid,
  name: row.name,
  lang: row.lang,
  createdAt: row.created_at,
  activeAt: row.active_at,
  rev: row.rev,
  waitingSince: row.waiting_since,
  unread: row.unread,
  lastMessage,
  userReadId: row.user_read_id,
  adminReadId: row.admin_read_id,
  userSeenAt: row.user_seen_at,
  archived: row.archived === 1,
  blocked: row.blocked === 1,
  note: row.note,
})
