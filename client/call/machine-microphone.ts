import type { MicrophoneFault } from '#client/platform/microphone'
import { build, openMicrophone } from './machine-build.ts'
import { camerasChanged, cameraWent } from './machine-camera.ts'
import { endCall } from './machine-ends.ts'
import {
  act,
  changeCall,
  dropNotes,
  isTalking,
  onCall,
  putNote,
  remember,
  sayStatus,
  type Turn,
  tellPeer,
} from './machine-turn.ts'
import type { MachineEvent, OwnCall } from './machine-types.ts'

const soonMs = 1000

export const microphoneCame = (turn: Turn, id: number, fault: MicrophoneFault | null): void => {
  const call = onCall(turn)
  if (call?.microphoneAsked?.id !== id) return fault ? undefined : act(turn, { kind: 'closeMedia', id })
  const { wish } = call.microphoneAsked
  changeCall(turn, { microphoneAsked: null })
  if (fault) return notOpened(turn, call, fault)
  if (call.microphone !== null) act(turn, { kind: 'closeMedia', id: call.microphone })
  changeCall(turn, { microphone: id, isPaused: false })
  dropNotes(turn, 'not_heard', 'microphone_lost')
  if (wish === 'lost') putNote(turn, 'microphone_changed')
  if (call.isMuted) act(turn, { kind: 'enable', id, isOn: false })
  tellPeer(turn, { audio: id })
  sayStatus(turn)
  build(turn)
}

/** There is no question to wait for: the call connects while it opens. */
export const microphoneAllowed = (turn: Turn, id: number): void => {
  const asked = onCall(turn)?.microphoneAsked
  if (asked?.id !== id) return
  changeCall(turn, { microphoneAsked: { ...asked, isAllowed: true } })
  build(turn)
}

/** Who rang to speak and cannot ends the call; who was rung listens. */
const notOpened = (turn: Turn, { microphone, microphoneAsked, isCaller }: OwnCall, fault: MicrophoneFault): void => {
  if (microphone !== null) return
  if (microphoneAsked?.wish === 'ring' && isCaller) return endCall(turn, 'no_microphone', { tell: 'call:end', fault })
  if (microphoneAsked?.wish !== 'lost') putNote(turn, 'not_heard')
  sayStatus(turn)
  build(turn)
}

/** Mutes or speaks again; without a microphone it asks for one once more. */
export const toggleMicrophone = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || call.phase === 'incoming') return
  if (call.microphone === null && call.microphoneAsked === null) {
    changeCall(turn, { isMuted: false })
    return openMicrophone(turn, 'again')
  }
  // Shown as off until the question about it is answered.
  if (call.microphone === null && isTalking(call)) return
  const isMuted = !call.isMuted
  changeCall(turn, { isMuted })
  if (call.microphone !== null) act(turn, { kind: 'enable', id: call.microphone, isOn: !isMuted })
  sayStatus(turn)
  remember(turn)
}

/** The one that is open is heard until the other is. */
export const chooseMicrophone = (turn: Turn, deviceId: string): void => {
  const call = onCall(turn)
  if (call && call.phase !== 'incoming') openMicrophone(turn, call.microphoneAsked?.wish ?? 'chosen', deviceId)
}

/** `muted`: the system took it for a while, as phones do with a page in the background. */
export const trackTold = (turn: Turn, { id, told }: MachineEvent & { kind: 'track' }): void => {
  const call = onCall(turn)
  if (call?.cameraId === id) return told === 'ended' ? cameraWent(turn) : undefined
  if (!call || call.microphone !== id) return
  if (told === 'ended') return microphoneWent(turn, call)
  changeCall(turn, { isPaused: told === 'muted' })
  sayStatus(turn)
}

const microphoneWent = (turn: Turn, { microphone, microphoneAt }: OwnCall): void => {
  if (microphone !== null) act(turn, { kind: 'closeMedia', id: microphone })
  changeCall(turn, { microphone: null, isPaused: false })
  dropNotes(turn, 'microphone_changed')
  putNote(turn, 'microphone_lost')
  tellPeer(turn, { audio: null })
  // One that goes as soon as it comes is not asked for over and over.
  if (turn.now - microphoneAt >= soonMs) openAnother(turn)
  sayStatus(turn)
}

const openAnother = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || call.phase === 'incoming' || call.microphone !== null || call.microphoneAsked !== null) return
  openMicrophone(turn, call.notes.includes('microphone_lost') ? 'lost' : 'again')
}

export const devicesChanged = (turn: Turn): void => {
  openAnother(turn)
  camerasChanged(turn)
}

/** Another network, or the page woke up. What the system took meanwhile is opened again. */
export const networkChanged = (turn: Turn, change: 'path' | 'seen'): void => {
  const phase = onCall(turn)?.phase
  const isOn = phase === 'active' || phase === 'reconnecting'
  if (isOn && change === 'path') tellPeer(turn, { now: 'restart' })
  openAnother(turn)
}
