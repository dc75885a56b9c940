import type { Database } from 'bun:sqlite'
import type { Appended, Conversation, MessageStore, NewMessage } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; relays: boolean }

/** `relays`: whether each message also gets its row in the Telegram outbox, in the same transaction. */
export const createAppend = ({ database, writer, living, filing, relays }: Parts): MessageStore['append'] => {
  const insert = database.prepare(
    `INSERT INTO messages (id, chat, seq, rev, role, client_id, type, text, reply_to, created_at)
     VALUES (?1, ?2, ?3, ?3, ?4, ?5, 'text', ?6, ?7, ?8)`,
  )
  const relay = database.prepare('INSERT INTO outbox (chat, message, created_at) VALUES (?, ?, ?)')
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

  const store = (sent: NewMessage): Appended => {
    const conversation = living.byKey(sent.conversation.key)
    if (!conversation) return { kind: 'gone' }
    const before = sentBefore(sent, conversation)
    if (before) return repeated(sent, before, conversation.chatId)
    if (sent.role === 'user' && conversation.blocked) return { kind: 'blocked' }
    const allowance = sent.limit?.peek()
    if (allowance?.ok === false) return { kind: 'over_limit', retryAfterMs: allowance.retryAfterMs }
    const { role, clientId, text, replyTo, createdAt } = sent
    if (replyTo !== null && !liveMessage.get(replyTo, conversation.key)) return { kind: 'unknown_reply' }

    const row = freshRow(sent, filing.nextId(), conversation.rev + 1)
    insert.run(row.id, conversation.key, row.rev, role, clientId, text, replyTo, createdAt)
    if (relays) relay.run(conversation.key, row.id, createdAt)
    const message = toMessage(row, conversation.chatId)
    filing.add(conversation, message, createdAt)
    sent.limit?.take()
    return { kind: 'stored', message, fresh: true }
  }

  return (message) => writer.write(() => store(message))
}

/** A retry gets what was stored; only where nothing changed it since can its content be told to be another. */
const repeated = (sent: NewMessage, row: MessageRow, chatId: string): Appended => {
  const isUntouched = row.edited_at === null && row.deleted === 0
  const isSame = row.type === 'text' && row.text === sent.text && row.reply_to === sent.replyTo
  if (isUntouched && !isSame) return { kind: 'other_content' }
  return { kind: 'stored', message: toMessage(row, chatId), fresh: false }
}

const freshRow = (sent: NewMessage, id: number, rev: number): MessageRow => ({
  id,
  rev,
  role: sent.role,
  client_id: sent.clientId,
  type: 'text',
  text: sent.text,
  reply_to: sent.replyTo,
  user_reaction: null,
  admin_reaction: null,
  created_at: sent.createdAt,
  edited_at: null,
  deleted: 0,
  via: 'web',
})
