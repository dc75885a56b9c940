/**
 * Why there is no sound to record. `asked`: the question was left unanswered; `system`: the device itself says no, not
 * the browser; `insecure`: browsers give a microphone to pages over HTTPS only; `old`: this one cannot record.
 */
export type MicrophoneFault = 'refused' | 'asked' | 'system' | 'absent' | 'busy' | 'insecure' | 'old' | 'failed'

export type Microphone = { ok: true; stream: MediaStream } | { ok: false; fault: MicrophoneFault }

const wanted: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
}

const faults: Readonly<Record<string, MicrophoneFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

// Only the words tell them apart: Chromium's, and where others say something else the plain refusal is meant.
const faultOf = (error: unknown): MicrophoneFault => {
  if (!(error instanceof Error)) return 'failed'
  if (error.name !== 'NotAllowedError') return faults[error.name] ?? 'failed'
  if (/dismissed/i.test(error.message)) return 'asked'
  return /by system/i.test(error.message) ? 'system' : 'refused'
}

const askFor = async (audio: MediaTrackConstraints): Promise<Microphone> => {
  if (!globalThis.isSecureContext) return { ok: false, fault: 'insecure' }
  if (!navigator.mediaDevices) return { ok: false, fault: 'old' }
  try {
    return { ok: true, stream: await navigator.mediaDevices.getUserMedia({ audio }) }
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
}

/** Whether the person said before that this page may have it, and will not be asked. False where the browser does not tell. */
export const isMicrophoneAllowed = async (): Promise<boolean> => {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted'
  } catch {
    return false
  }
}

/** Asks for the microphone to record. Whoever gets it stops its tracks, or the browser goes on to show that it listens. */
export const openMicrophone = async (): Promise<Microphone> =>
  globalThis.isSecureContext && !('MediaRecorder' in globalThis) ? { ok: false, fault: 'old' } : askFor(wanted)

/** The same to be heard in a call: `deviceId` of `enumerateDevices`; where that one is away another is taken. */
export const openCallMicrophone = (deviceId?: string): Promise<Microphone> =>
  askFor(deviceId === undefined ? wanted : { ...wanted, deviceId: { ideal: deviceId } })

export const closeMicrophone = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}
