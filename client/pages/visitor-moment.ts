import type { Conversation } from '#client/state/types'
import type { AppMoment } from './app-part.ts'

type Talked = Pick<AppMoment, 'hasSent' | 'hasAnswer' | 'openChatId'>

/** How far the visitor's conversation has come. */
export const talkedIn = (conversation: Conversation | null): Talked => ({
  hasSent: conversation?.entries.some(({ mine, id }) => mine && id !== null) ?? false,
  hasAnswer: conversation?.entries.some(({ role }) => role === 'admin') ?? false,
  openChatId: conversation?.chatId ?? null,
})
