import type { CallState, End, Socket } from './call.ts'

/** An end whose page is there. */
export const endOf = (socket: Socket): End => ({ device: socket.device, socket, goneAt: null })

export type NewRing = { callId: string; video: boolean; by: Socket; now: number; ringTimeoutMs: number }

/** A call that begins to ring. */
export const ringing = ({ callId, video, by, now, ringTimeoutMs }: NewRing): CallState => ({
  callId,
  caller: by.role,
  video,
  phase: 'ringing',
  startedAt: now,
  expiresAt: now + ringTimeoutMs,
  acceptedAt: null,
  callerEnd: endOf(by),
  calleeEnd: null,
  knowing: new Set([by]),
  toldElsewhere: new Set(),
  held: [],
})

/**
 * What a ring means where `call` is on: nothing new, an answer, since both ring each other, or that it is `busy`. Where
 * none is on it begins one.
 */
export const ringMeans = (call: CallState | null, by: Socket): 'anew' | 'same' | 'accept' | 'busy' => {
  if (!call || call.phase === 'ended') return 'anew'
  if (call.phase === 'live') return 'busy'
  if (call.caller !== by.role) return 'accept'
  return call.callerEnd.socket === by ? 'same' : 'busy'
}
