import { limits } from '#protocol/limits'
import type { Side } from '#protocol/messages'
import { codePoints } from '#protocol/text'
import type { Attachment } from './attachment.ts'
import { nextOrder, type OutboxRow } from './outbox.ts'

export type Written = {
  clientId: string
  chatId: string
  side: Side
  /** Trimmed; of a picture or voice note the caption. */
  text: string
  replyTo: number | null
  attachment: Attachment | null
}

/** The row of what was just written, behind all others. What is too long is refused before anybody is asked. */
export const newRow = (written: Written, rows: readonly OutboxRow[], nowMs: number): OutboxRow => {
  const { clientId, chatId, side, text, replyTo, attachment } = written
  const { blob: _, ...medium } = attachment ?? {}
  return {
    client_id: clientId,
    chat_id: chatId,
    side,
    type: attachment?.kind ?? 'text',
    text,
    ...('kind' in medium && { medium }),
    ...(replyTo !== null && { reply_to: replyTo }),
    created_at: nowMs,
    order: nextOrder(rows, nowMs),
    ...(codePoints(text) > limits.textLength && { failure: attachment ? 'too_long' : 'too_large' }),
  }
}
