import type { WindowLimit } from '#server/domain/rate-limit'
import type { SendLimit } from '#server/store/ports'

/** What a conversation's visitor may still send, edit and react to, over all sockets. */
export const visitorLimit = (visitorSends: WindowLimit, chatId: string, now: number): SendLimit => ({
  peek: () => visitorSends.peek(chatId, now),
  take: () => visitorSends.take(chatId, now),
})
