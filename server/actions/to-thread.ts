import type { Message, Thread } from '#protocol/messages'
import type { Conversation } from '#server/store/ports'

const toTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** A conversation as a row of the admin's list. A deleted last message never stands there. */
export const toThread = (conversation: Conversation, online: boolean): Thread => ({
  chat_id: conversation.chatId,
  cid: conversation.cid,
  name: conversation.name,
  created_at: new Date(conversation.createdAt).toISOString(),
  waiting_since: toTime(conversation.waitingSince),
  unread: conversation.unread,
  online,
  last_message: liveOrNull(conversation.lastMessage),
  archived: conversation.archived,
  blocked: conversation.blocked,
  note: conversation.note,
})

const liveOrNull = (message: Message | null): Message | null => (message?.deleted ? null : message)
