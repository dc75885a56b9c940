import type { Message, MessageCall } from '#protocol/messages'
import { shownMedium } from './media-rows.ts'

export type MessageRow = {
  id: number
  rev: number
  role: Message['role']
  client_id: string | null
  type: Message['type']
  text: string | null
  reply_to: number | null
  user_reaction: string | null
  admin_reaction: string | null
  created_at: number
  edited_at: number | null
  deleted: number
  via: Message['via']
  /** What it shows of its medium, see media-rows.ts. */
  media: string | null
  /** How the call went, as the contract shows it; null where it is none. */
  call: string | null
}

export const messageColumns =
  'id, rev, role, client_id, type, text, reply_to, user_reaction, admin_reaction, created_at, edited_at, deleted, via, media, call'

const noMedium = { media_url: null, media: null }

const callIn = (call: string): { call: MessageCall } => ({ call: JSON.parse(call) })

const toTime = (ms: number): string => new Date(ms).toISOString()

/** A row as the contract shows it. What a tombstone no longer has is null in the row already. */
export const toMessage = (row: MessageRow, chatId: string): Message => {
  const { media_url, media } = row.media === null ? noMedium : shownMedium(row.media)
  return {
    id: row.id,
    rev: row.rev,
    chat_id: chatId,
    client_id: row.client_id,
    role: row.role,
    type: row.type,
    text: row.text,
    media_url,
    media,
    ...(row.call !== null && callIn(row.call)),
    reply_to: row.reply_to,
    reactions: {
      ...(row.user_reaction && { user: row.user_reaction }),
      ...(row.admin_reaction && { admin: row.admin_reaction }),
    },
    created_at: toTime(row.created_at),
    edited_at: row.edited_at === null ? null : toTime(row.edited_at),
    deleted: row.deleted === 1,
    via: row.via,
  }
}
