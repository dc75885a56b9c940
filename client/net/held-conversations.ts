import { type ConversationState, createConversation } from '#client/state/conversation'
import type { Side } from '#protocol/messages'

type HeldPorts = { self: Side; isKept: (chatId: string) => boolean; onLetGo: (chatId: string) => void }

export type HeldConversations = {
  get: (chatId: string) => ConversationState | null
  /** The one that is there, or a new one; it counts as used now. */
  use: (chatId: string, cid: string) => ConversationState
  set: (state: ConversationState) => void
}

// A desk that stays open for weeks meets thousands of conversations; those that were not used for longest go.
const mostHeld = 40

export const createHeldConversations = ({ self, isKept, onLetGo }: HeldPorts): HeldConversations => {
  /** In the order of last use. */
  const states = new Map<string, ConversationState>()

  const letGoOfOldest = (): void => {
    for (const [oldest] of states) {
      if (states.size <= mostHeld) return
      if (isKept(oldest)) continue
      states.delete(oldest)
      onLetGo(oldest)
    }
  }
  const use = (chatId: string, cid: string): ConversationState => {
    const state = states.get(chatId) ?? createConversation(chatId, cid, self)
    states.delete(chatId)
    states.set(chatId, state)
    letGoOfOldest()
    return state
  }
  return { get: (chatId) => states.get(chatId) ?? null, use, set: (state) => states.set(state.chatId, state) }
}
