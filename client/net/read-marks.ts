import type { ConversationState } from '#client/state/conversation'
import type { ReadMark } from '#protocol/server-frames'
import type { LineSocket } from './line.ts'

type ReadMarkPorts = {
  line: Pick<LineSocket, 'request'>
  state: (chatId: string) => ConversationState | null
  isInRoom: (chatId: string) => boolean
  onTold: (mark: ReadMark) => void
}

export type ReadMarks = {
  /** Tells the server how far this side has seen, until it knows. */
  tell: (chatId: string) => void
  /** The socket is gone, and with it every answer. */
  reset: () => void
}

export const createReadMarks = ({ line, state, isInRoom, onTold }: ReadMarkPorts): ReadMarks => {
  const telling = new Set<string>()

  const tell = async (chatId: string): Promise<void> => {
    const held = state(chatId)
    if (!held || held.seenUpTo <= held.readBy[held.self] || telling.has(chatId) || !isInRoom(chatId)) return
    telling.add(chatId)
    const mark = { chat_id: chatId, id: held.seenUpTo }
    const reply = await line.request('/chat', 'chat:read', mark)
    telling.delete(chatId)
    if (!reply.ok) return
    onTold({ ...mark, role: held.self })
    await tell(chatId)
  }

  return { tell: (chatId) => void tell(chatId), reset: () => telling.clear() }
}
