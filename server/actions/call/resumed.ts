import type { CallRules, CallState } from '#server/domain/call'
import type { Call } from '#server/store/device-ports'

/**
 * A call as a start finds it: nobody is at its ends, and the time for coming back begins now. It rings no longer than one
 * that begins now, whatever was done to the clock.
 */
export const resumed = (stored: Call, now: number, { ringTimeoutMs }: CallRules): CallState => {
  const { callId, caller, video, startedAt, acceptedAt, callerDevice, calleeDevice } = stored
  const expiresAt = Math.min(stored.expiresAt, now + ringTimeoutMs)
  return {
    callId,
    caller,
    video,
    phase: stored.state === 'live' ? 'live' : 'ringing',
    startedAt,
    expiresAt,
    acceptedAt,
    callerEnd: { device: callerDevice, socket: null, goneAt: now },
    calleeEnd: calleeDevice === null ? null : { device: calleeDevice, socket: null, goneAt: now },
    knowing: new Set(),
    toldElsewhere: new Set(),
    held: [],
  }
}
