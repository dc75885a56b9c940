import type { Database } from 'bun:sqlite'
import type { Appended, Conversation, MessageStore, NewMessage } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import { createOutbox } from './outbox.ts'
import { createSentMedia, type TakenMedium } from './sent-media.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; relays: boolean }

/** `relays`: whether each message also gets its row in the Telegram outbox, in the same transaction. */
export const createAppend = (parts: Parts): MessageStore['append'] => {
  const { database, writer, living, filing } = parts
  const insert = database.prepare(
    `INSERT INTO messages (id, chat, seq, rev, role, client_id, type, text, reply_to, created_at)
     VALUES (?1, ?2, ?3, ?3, ?4, ?5, 'text', ?6, ?7, ?8)`,
  )
  // A statement of its own: most messages are texts, and each value that is bound costs them.
  const insertWithMedium = database.prepare(
    `INSERT INTO messages (id, chat, seq, rev, role, client_id, type, text, reply_to, created_at, media)
     VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`,
  )
  const sentMedia = createSentMedia(database)
  const outbox = createOutbox(parts)
  const filedBefore = database.prepare<MessageRow, [string, number, string]>(
    `SELECT ${messageColumns} FROM messages WHERE client_id = ? AND chat = ? AND role = ? AND filed = 1`,
  )
  const byId = database.prepare<MessageRow, [number]>(`SELECT ${messageColumns} FROM messages WHERE id = ?`)
  const liveMessage = database.prepare<{ id: number }, [number, number]>(
    'SELECT id FROM messages WHERE id = ? AND chat = ? AND deleted = 0',
  )

  const sentBefore = ({ clientId, role }: NewMessage, { key }: Conversation): MessageRow | null => {
    const unfiled = filing.unfiledId(key, role, clientId)
    return unfiled === undefined ? filedBefore.get(clientId, key, role) : byId.get(unfiled)
  }

  /** Only where nothing changed the message since can its content be told to be another. */
  const isSame = (sent: NewMessage, row: MessageRow, conversation: Conversation): boolean => {
    if (row.edited_at !== null || row.deleted === 1) return true
    const areSame = row.type === sent.type && row.text === sent.text && row.reply_to === sent.replyTo
    return areSame && (sent.type === 'text' || sentMedia.isSame(sent, conversation, row.id))
  }

  const refusalOf = (sent: NewMessage, conversation: Conversation): Appended | null => {
    if (sent.role === 'user' && conversation.blocked) return { kind: 'blocked' }
    const allowance = sent.limit?.peek()
    if (allowance?.ok === false) return { kind: 'over_limit', retryAfterMs: allowance.retryAfterMs }
    const { replyTo } = sent
    return replyTo !== null && !liveMessage.get(replyTo, conversation.key) ? { kind: 'unknown_reply' } : null
  }

  const write = ({ key }: Conversation, row: MessageRow, medium: TakenMedium | null): void => {
    const { id, rev, role, client_id, type, text, reply_to, created_at } = row
    if (medium) {
      insertWithMedium.run(id, key, rev, role, client_id, type, text, reply_to, created_at, medium.copy)
      sentMedia.use(medium.upload, id)
    } else insert.run(id, key, rev, role, client_id, text, reply_to, created_at)
    outbox.addMessage(key, id, created_at)
  }

  const store = (sent: NewMessage): Appended => {
    const conversation = living.byKey(sent.conversation.key)
    if (!conversation) return { kind: 'gone' }
    const before = sentBefore(sent, conversation)
    if (before) return repeated(before, conversation, isSame(sent, before, conversation))
    const refused = refusalOf(sent, conversation)
    if (refused) return refused
    const medium = sent.type === 'text' ? null : sentMedia.take(sent, conversation)
    if (medium && 'kind' in medium) return medium

    const row = freshRow(sent, filing.nextId(), conversation.rev + 1, medium?.copy ?? null)
    write(conversation, row, medium)
    const message = toMessage(row, conversation.chatId)
    filing.add(conversation, message, sent.createdAt)
    sent.limit?.take()
    return { kind: 'stored', message, fresh: true }
  }

  return (message) => writer.write(() => store(message))
}

/** A retry gets what was stored. */
const repeated = (row: MessageRow, { chatId }: Conversation, isSame: boolean): Appended =>
  isSame ? { kind: 'stored', message: toMessage(row, chatId), fresh: false } : { kind: 'other_content' }

const freshRow = (sent: NewMessage, id: number, rev: number, media: string | null): MessageRow => ({
  id,
  rev,
  role: sent.role,
  client_id: sent.clientId,
  type: sent.type,
  text: sent.text,
  reply_to: sent.replyTo,
  user_reaction: null,
  admin_reaction: null,
  created_at: sent.createdAt,
  edited_at: null,
  deleted: 0,
  via: 'web',
  media,
  call: null,
})
