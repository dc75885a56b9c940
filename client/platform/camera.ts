import type { Camera, CameraFault, Facing } from '#client/call/calls-ports'

const faults: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

const wanted = (facing: Facing): MediaTrackConstraints => ({
  facingMode: facing,
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 24, max: 30 },
})

/** Asks for the camera. Whoever gets its track stops it, or its light stays on. Never rejects. */
export const openCamera = async (facing: Facing): Promise<Camera> => {
  if (!navigator.mediaDevices) return { ok: false, fault: 'absent' }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted(facing) })
    const [track] = stream.getVideoTracks()
    return track ? { ok: true, track } : { ok: false, fault: 'absent' }
  } catch (error) {
    return { ok: false, fault: (error instanceof Error && faults[error.name]) || 'failed' }
  }
}
/** Whether there is another camera to turn to. Before the first permission browsers tell of one at most. */
export const hasTwoCameras = async (): Promise<boolean> => {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.filter(({ kind }) => kind === 'videoinput').length > 1
  } catch {
    return false
  }
}
