import type { Message, Side } from '#protocol/messages'
import type { CaughtUp } from '#server/actions/chat/catch-up'
import { toThread } from '#server/actions/to-thread'
import type { Conversation } from '#server/store/ports'

const toTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

/** A frame of `/chat` around data that is JSON already. */
export const chatFrame = (event: string, dataJson: string): string =>
  `{"ns":"/chat","event":"${event}","data":${dataJson}}`

export const historyFrame = (chatId: string, epoch: string, { mode, json, rev, hasMore }: CaughtUp): string => {
  const head = JSON.stringify({ chat_id: chatId, epoch, mode, rev, has_more: hasMore }).slice(0, -1)
  return chatFrame('chat:history', `${head},"messages":[${json.join(',')}]}`)
}

export const presenceFrame = (chatId: string, role: Side, online: boolean, lastSeenAt: number | null): string =>
  chatFrame('chat:presence', JSON.stringify({ chat_id: chatId, role, online, last_seen: toTime(lastSeenAt) }))

export const readFrame = (chatId: string, role: Side, id: number): string =>
  chatFrame('chat:read', JSON.stringify({ chat_id: chatId, role, id }))

export const typingFrame = (chatId: string, role: Side): string =>
  chatFrame('chat:typing', JSON.stringify({ chat_id: chatId, role }))

export const messageFrame = (messageJson: string): string => chatFrame('chat:message', messageJson)

export const threadFrame = (conversation: Conversation, online: boolean): string =>
  chatFrame('thread:updated', JSON.stringify(toThread(conversation, online)))

/** Changes of one conversation, in the order of their revs. */
export const updatedFrame = (chatId: string, messages: readonly Message[]): string =>
  chatFrame('chat:updated', JSON.stringify({ chat_id: chatId, messages, rev: messages.at(-1)?.rev }))

export const erasedFrame = (chatId: string): string =>
  chatFrame('thread:updated', JSON.stringify({ chat_id: chatId, deleted: true }))
