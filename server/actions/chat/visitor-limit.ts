import type { Side } from '#protocol/messages'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Conversation, SendLimit } from '#server/store/ports'

/** What a conversation's visitor may still send, edit and react to, over all sockets; the admin has no limit. */
export const visitorLimit = (
  visitorSends: WindowLimit,
  { chatId }: Conversation,
  role: Side,
  now: number,
): SendLimit | null =>
  role === 'admin' ? null : { peek: () => visitorSends.peek(chatId, now), take: () => visitorSends.take(chatId, now) }
