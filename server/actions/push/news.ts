import type { Message, Side } from '#protocol/messages'
import type { Call } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'
import { overUntil } from './outgoing.ts'

/** Messages of a conversation that one side wrote; the newest is told of. Times are of the wall clock. */
export type MessageNews = {
  kind: 'message'
  to: Side
  conversation: Conversation
  first: { id: number; at: number }
  newest: { id: number; at: number }
}

/** `reached`: the subscriptions that may have been told of it. */
export type RingNews = { kind: 'ring'; call: Call; reached: Set<number> }

/** `reached`: see there; null where nobody knows any more who was told of the ring. */
export type OverNews = { kind: 'over'; call: Call; reached: ReadonlySet<number> | null }

/** What a device may be told of. */
export type News = MessageNews | RingNews | OverNews

const dayMs = 24 * 60 * 60_000

export const otherSide = (side: Side): Side => (side === 'user' ? 'admin' : 'user')

/** Null where the system wrote it. */
export const newsOf = (conversation: Conversation, { id, role, created_at }: Message): MessageNews | null => {
  if (role === 'system') return null
  const one = { id, at: Date.parse(created_at) }
  return { kind: 'message', to: otherSide(role), conversation, first: one, newest: one }
}

/** News of the same topic are told one after the other, or merged. */
export const topicOf = (news: News): string =>
  news.kind === 'message' ? `chat ${news.conversation.key}` : `call ${news.call.callId}`

/** Who is to hear of it. */
export const audienceOf = (news: News): { to: Side; conversation: Conversation } =>
  news.kind === 'message'
    ? { to: news.to, conversation: news.conversation }
    : { to: otherSide(news.call.caller), conversation: news.call.conversation }

/** When the newest of it came: devices that subscribed before were told of it then. */
export const cameAt = (news: News): number => (news.kind === 'message' ? news.newest.at : news.call.startedAt)

/** Until when it is worth telling. */
export const worthUntil = (news: News): number => {
  switch (news.kind) {
    case 'message':
      return news.newest.at + dayMs
    case 'ring':
      return news.call.expiresAt
    case 'over':
      return overUntil(news.call)
  }
}

/** Two of one topic as one. Of a call, only what came last counts. */
export const merge = (before: News | null, news: News): News => {
  if (before?.kind !== 'message' || news.kind !== 'message') return news
  const first = before.first.id < news.first.id ? before.first : news.first
  const newest = before.newest.id > news.newest.id ? before.newest : news.newest
  return { ...news, first, newest }
}
