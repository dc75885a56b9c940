import { closePeer } from './machine-build.ts'
import { act, change, type Turn } from './machine-turn.ts'
import type { MachineEvent } from './machine-types.ts'

/** The page is left: what it holds of this device is let go. Nothing is ended on the server, nor forgotten. */
export const stop = (turn: Turn): void => {
  const { call } = turn.state
  closePeer(turn)
  if (call) for (const id of [call.microphone, call.camera === 'on' ? call.cameraId : null]) close(turn, id)
  change(turn, { isStopped: true, call: null, waiting: [], endings: [], resuming: null, due: {} })
}

const close = (turn: Turn, id: number | null): void => {
  if (id !== null) act(turn, { kind: 'closeMedia', id })
}

/** Devices that were asked for may still come. */
export const stopped = (turn: Turn, event: MachineEvent): void => {
  if ((event.kind === 'microphone' || event.kind === 'camera') && event.fault === null) close(turn, event.id)
}
