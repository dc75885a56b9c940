import { act, changeCall, onCall, type Turn } from './machine-turn.ts'
import type { Why } from './machine-types.ts'

export const askJoin = (turn: Turn, data: { chat_id: string; call_id?: string }, why: Why): void =>
  act(turn, { kind: 'ask', event: 'join', data, why })

/** Asks what is on in the conversation; takes nothing over. */
export const look = (turn: Turn): void => {
  const call = onCall(turn)
  if (call && turn.state.isLineOpen) askJoin(turn, { chat_id: call.chatId }, { for: 'look', seat: call.seat })
}

/** Makes this line the call's end. */
export const rejoin = (turn: Turn, callId: string | null): void => {
  const call = onCall(turn)
  if (!call || callId === null || !turn.state.isLineOpen) return
  changeCall(turn, { isAway: true })
  askJoin(turn, { chat_id: call.chatId, call_id: callId }, { for: 'rejoin', seat: call.seat, callId })
}
