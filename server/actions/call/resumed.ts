import type { CallState } from '#server/domain/call'
import type { Call } from '#server/store/device-ports'

/** A call as a start finds it: nobody is at its ends, and the time for coming back begins now. */
export const resumed = (stored: Call, now: number): CallState => {
  const { callId, caller, video, startedAt, expiresAt, acceptedAt, callerDevice, calleeDevice } = stored
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
