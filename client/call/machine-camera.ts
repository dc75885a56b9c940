import type { CameraFault, Facing } from './calls-ports.ts'
import { act, changeCall, dropNotes, nextId, onCall, putNote, sayStatus, type Turn, tellPeer } from './machine-turn.ts'

export const openCamera = (turn: Turn, facing: Facing = 'user'): void => {
  const id = nextId(turn)
  dropNotes(turn, 'camera_refused', 'camera_lost')
  changeCall(turn, { camera: 'opening', cameraId: id, facing })
  act(turn, { kind: 'openCamera', id, facing })
}

/** The camera's light goes off at once: what it sent is stopped, not hidden. */
const closeCamera = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || call.cameraId === null) return
  const wasOn = call.camera === 'on'
  changeCall(turn, { camera: 'off', cameraId: null })
  if (!wasOn) return
  tellPeer(turn, { video: null })
  act(turn, { kind: 'closeMedia', id: call.cameraId })
  sayStatus(turn)
}

const mayShow = (turn: Turn): boolean => {
  const call = onCall(turn)
  return call !== null && call.phase !== 'incoming' && call.camera !== null
}

export const toggleCamera = (turn: Turn): void => {
  if (!mayShow(turn)) return
  if (onCall(turn)?.camera === 'off') return openCamera(turn, onCall(turn)?.facing)
  closeCamera(turn)
}

/** One camera at a time: many phones cannot open the second before the first is closed. */
export const flipCamera = (turn: Turn): void => {
  const call = onCall(turn)
  if (call?.camera !== 'on' || !call.canFlip) return
  closeCamera(turn)
  openCamera(turn, call.facing === 'user' ? 'environment' : 'user')
}

export const cameraCame = (turn: Turn, id: number, fault: CameraFault | null): void => {
  const call = onCall(turn)
  if (call?.cameraId !== id) return fault ? undefined : act(turn, { kind: 'closeMedia', id })
  if (fault) {
    changeCall(turn, { camera: fault === 'absent' ? null : 'off', cameraId: null, facing: 'user' })
    return putNote(turn, fault === 'refused' ? 'camera_refused' : 'camera_absent')
  }
  changeCall(turn, { camera: 'on' })
  tellPeer(turn, { video: id })
  sayStatus(turn)
  act(turn, { kind: 'countCameras' })
}

export const camerasCounted = (turn: Turn, hasTwo: boolean): void => {
  if (onCall(turn)) changeCall(turn, { canFlip: hasTwo })
}

export const cameraWent = (turn: Turn): void => {
  closeCamera(turn)
  putNote(turn, 'camera_lost')
}

/** Another device may be one that shows. */
export const camerasChanged = (turn: Turn): void => {
  if (onCall(turn)?.camera === null) changeCall(turn, { camera: 'off' })
}
