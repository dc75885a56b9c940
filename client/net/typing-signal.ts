import type { Clock } from '#client/platform/clock'
import { limits } from '#protocol/limits'
import type { LineSocket } from './line.ts'

type TypingPorts = { line: Pick<LineSocket, 'tell'>; clock: Clock; isInRoom: (chatId: string) => boolean }

/** Says that this side types, as often as the server passes it on. */
export const createTypingSignal = ({ line, clock, isInRoom }: TypingPorts): ((chatId: string) => void) => {
  let typedAt = 0
  return (chatId) => {
    const now = clock.now()
    if (now - typedAt < limits.typingEveryMs || !isInRoom(chatId)) return
    typedAt = now
    line.tell('/chat', 'chat:typing', { chat_id: chatId })
  }
}
