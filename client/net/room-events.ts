import type { ConversationEvent } from '#client/state/conversation'
import type { EventFrame } from './frames.ts'

/** What a frame means for the conversation that it names; `null` for frames that name none. */
export const toRoomEvent = (frame: EventFrame, nowMs: number): { chatId: string; event: ConversationEvent } | null => {
  const { event, data } = frame
  switch (event) {
    case 'chat:history':
      return { chatId: data.chat_id, event: { type: 'history', history: data } }
    case 'chat:message':
      return { chatId: data.chat_id, event: { type: 'message', message: data } }
    case 'chat:updated':
      return { chatId: data.chat_id, event: { type: 'updated', updated: data } }
    case 'chat:typing':
      return { chatId: data.chat_id, event: { type: 'typing', role: data.role, nowMs } }
    case 'chat:read':
      return { chatId: data.chat_id, event: { type: 'read', mark: data } }
    case 'chat:presence':
      return { chatId: data.chat_id, event: { type: 'presence', presence: data } }
    default:
      return null
  }
}

/** Whether it would show that something before it was missed. */
export const countsChanges = ({ type }: ConversationEvent): boolean =>
  type === 'history' || type === 'message' || type === 'updated'
