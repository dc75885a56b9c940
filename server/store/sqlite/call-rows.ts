import type { CallOutcome } from '#protocol/call-frames'
import type { MessageCall, Side } from '#protocol/messages'
import type { Call } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'

export type CallRow = {
  call_id: string
  chat: number
  caller: Side
  video: number
  state: Call['state']
  started_at: number
  expires_at: number
  accepted_at: number | null
  ended_at: number | null
  outcome: CallOutcome | null
  caller_device: string | null
  callee_device: string | null
}

export const callColumns =
  'call_id, chat, caller, video, state, started_at, expires_at, accepted_at, ended_at, outcome, caller_device, callee_device'

export const toCall = (row: CallRow, conversation: Conversation): Call => ({
  callId: row.call_id,
  conversation,
  caller: row.caller,
  video: row.video === 1,
  state: row.state,
  startedAt: row.started_at,
  expiresAt: row.expires_at,
  acceptedAt: row.accepted_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
  // One that was stored before devices were: no device has this key.
  callerDevice: row.caller_device ?? '',
  calleeDevice: row.callee_device,
})

/** What the message of a call that is over keeps of it, as the contract shows it. */
export const toMessageCall = (row: CallRow, outcome: CallOutcome, endedAt: number): MessageCall => ({
  call_id: row.call_id,
  from: row.caller,
  video: row.video === 1,
  outcome,
  duration_s: secondsBetween(row.accepted_at ?? endedAt, endedAt),
})

/** Whole ones; a clock that was set back makes no less than none. */
const secondsBetween = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / 1000))
