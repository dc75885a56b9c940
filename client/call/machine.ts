import type { Side } from '#protocol/messages'
import { build, iceCame, iceDue } from './machine-build.ts'
import { cameraCame, camerasCounted, flipCamera, toggleCamera } from './machine-camera.ts'
import {
  accept,
  acceptWaiting,
  decline,
  declineWaiting,
  dismiss,
  hangUp,
  ring,
  ringDue,
  ringIfReady,
} from './machine-deeds.ts'
import { heard } from './machine-frames.ts'
import { catchUp, endingsDue, lineLost, lineOpened } from './machine-line.ts'
import { connectDue, lostDue, peerTold, restartDue } from './machine-live.ts'
import {
  chooseMicrophone,
  devicesChanged,
  microphoneAllowed,
  microphoneCame,
  networkChanged,
  toggleMicrophone,
  trackTold,
} from './machine-microphone.ts'
import { answered } from './machine-replies.ts'
import { stop, stopped } from './machine-stop.ts'
import { changeCall, dropPassingNotes, remember, stopWaiting, type Turn, timerEffects } from './machine-turn.ts'
import type { Effect, MachineEvent, MachineState, TimerName } from './machine-types.ts'

export type Step = { state: MachineState; effects: readonly Effect[] }

export const startState = (self: Side, home: string | null, canCall: boolean): MachineState => ({
  self,
  home,
  canCall,
  isLineOpen: false,
  isStopped: false,
  lastId: 0,
  call: null,
  waiting: [],
  endings: [],
  ice: null,
  isIceAsked: false,
  resuming: null,
  due: {},
})

/** All that is decided about calls on a page. `now` is milliseconds since 1970; effects are to be run in their order. */
export const stepCalls = (state: MachineState, event: MachineEvent, now: number): Step => {
  const turn: Turn = { state, effects: [], now }
  if (state.isStopped) stopped(turn, event)
  else {
    take(turn, event)
    ringIfReady(turn)
  }
  return { state: turn.state, effects: [...turn.effects, ...timerEffects(state.due, turn.state.due, now)] }
}

const take = (turn: Turn, event: MachineEvent): void => {
  switch (event.kind) {
    case 'ring':
      return ring(turn, event.chatId, event.video)
    case 'accept':
      return accept(turn)
    case 'decline':
      return decline(turn)
    case 'hangUp':
      return hangUp(turn)
    case 'dismiss':
      return dismiss(turn)
    case 'acceptWaiting':
      return acceptWaiting(turn, event.callId)
    case 'declineWaiting':
      return declineWaiting(turn, event.callId)
    case 'toggleMicrophone':
      return toggleMicrophone(turn)
    case 'chooseMicrophone':
      return chooseMicrophone(turn, event.deviceId)
    case 'toggleCamera':
      return toggleCamera(turn)
    case 'flipCamera':
      return flipCamera(turn)
    case 'frame':
      return heard(turn, event.frame)
    case 'reply':
      return answered(turn, event.why, event.reply)
    case 'peer':
      return peerTold(turn, event.id, event.told)
    case 'ice':
      return iceCame(turn, event.answer)
    case 'microphone':
      return microphoneCame(turn, event.id, event.fault)
    case 'microphoneAllowed':
      return microphoneAllowed(turn, event.id)
    case 'camera':
      return cameraCame(turn, event.id, event.fault)
    case 'cameras':
      return camerasCounted(turn, event.hasTwo)
    case 'track':
      return trackTold(turn, event)
    case 'devices':
      return devicesChanged(turn)
    case 'network':
      return networkChanged(turn, event.change)
    case 'playing':
      return changeCall(turn, { isPlaying: event.isPlaying })
    case 'lineOpened':
      return lineOpened(turn, event.remembered)
    case 'lineLost':
      return lineLost(turn)
    case 'due':
      return due(turn, event.name)
    case 'stop':
      return stop(turn)
  }
}

const dues: Readonly<Record<TimerName, (turn: Turn) => void>> = {
  ring: ringDue,
  restart: restartDue,
  connect: connectDue,
  lost: lostDue,
  grace: build,
  ice: iceDue,
  memory: remember,
  note: dropPassingNotes,
  join: catchUp,
  endings: endingsDue,
}

const due = (turn: Turn, name: TimerName): void => {
  if (turn.state.due[name] === undefined) return
  stopWaiting(turn, name)
  dues[name](turn)
}
