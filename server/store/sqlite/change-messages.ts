import type { Database } from 'bun:sqlite'
import type { Message } from '#protocol/messages'
import type { Change, Changed, Edit, MessageStore, Reaction } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living, LivingConversation } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; scrub: () => void }
type Refused = Exclude<Changed, { message: unknown }>
/** What of the row becomes another, if it may; null where it is so already. */
type Decide = (row: MessageRow) => Partial<MessageRow> | Refused | null

const isRefused = (decision: Partial<MessageRow> | Refused): decision is Refused => 'kind' in decision

export const createChanging = (parts: Parts): Pick<MessageStore, 'edit' | 'react'> => {
  const { database, writer, living, filing, scrub } = parts
  const live = database.prepare<MessageRow, [number, number]>(
    `SELECT ${messageColumns} FROM messages WHERE id = ? AND chat = ? AND deleted = 0`,
  )
  const setText = database.prepare('UPDATE messages SET rev = ?, text = ?, edited_at = ? WHERE id = ?')
  // Does not name the text: what does has the message indexed anew.
  const setReactions = database.prepare(
    'UPDATE messages SET rev = ?, user_reaction = ?, admin_reaction = ? WHERE id = ?',
  )

  const change = (wanted: Change, decide: Decide, write: (changed: MessageRow) => void): Changed => {
    const conversation = living.byKey(wanted.conversation.key)
    const row = conversation && live.get(wanted.id, conversation.key)
    if (!conversation || !row) return { kind: 'not_found' }
    if (wanted.role === 'user' && conversation.blocked) return { kind: 'blocked' }
    const decision = decide(row)
    if (decision === null) return { kind: 'unchanged', message: toMessage(row, conversation.chatId) }
    if (isRefused(decision)) return decision
    const allowance = wanted.limit?.peek()
    if (allowance?.ok === false) return { kind: 'over_limit', retryAfterMs: allowance.retryAfterMs }
    const changed = { ...row, ...decision, rev: conversation.rev + 1 }
    filing.file()
    write(changed)
    const message = keep(conversation, changed)
    wanted.limit?.take()
    return { kind: 'changed', message }
  }

  const writeText = ({ id, rev, text, edited_at }: MessageRow) => setText.run(rev, text, edited_at, id)
  const writeReactions = ({ id, rev, user_reaction, admin_reaction }: MessageRow) =>
    setReactions.run(rev, user_reaction, admin_reaction, id)

  const keep = (conversation: LivingConversation, changed: MessageRow): Message => {
    const message = toMessage(changed, conversation.chatId)
    conversation.rev = changed.rev
    if (conversation.lastMessage?.id === changed.id) conversation.lastMessage = message
    filing.save(conversation)
    return message
  }

  const edit = (wanted: Edit): Promise<Changed> =>
    writer.write(() => {
      const changed = change(wanted, (row) => decideEdit(row, wanted), writeText)
      // The text before it still lies in the log.
      if (changed.kind === 'changed') scrub()
      return changed
    })

  const react = (wanted: Reaction): Promise<Changed> =>
    writer.write(() => change(wanted, (row) => decideReaction(row, wanted), writeReactions))

  return { edit, react }
}

const decideEdit = (row: MessageRow, { role, text, notBefore, editedAt }: Edit): ReturnType<Decide> => {
  if (row.role !== role) return { kind: 'not_yours' }
  if (row.created_at < notBefore) return { kind: 'too_late' }
  return row.text === text ? null : { text, edited_at: editedAt }
}

const decideReaction = (row: MessageRow, { role, emoji }: Reaction): ReturnType<Decide> => {
  const field = role === 'user' ? 'user_reaction' : 'admin_reaction'
  return row[field] === emoji ? null : { [field]: emoji }
}
