import type { IceAnswer } from '#protocol/call-frames'
import {
  act,
  change,
  changeCall,
  isWaiting,
  nextId,
  onCall,
  sayStatus,
  type Turn,
  tellPeer,
  wait,
} from './machine-turn.ts'
import type { MicrophoneWish, OwnCall } from './machine-types.ts'

const graceMs = 2000
const iceAgainMs = 2000
const leastIceMs = 30_000
const mostIceMs = 12 * 60 * 60 * 1000
/** Credentials are used up to this part of their time. */
const usedPart = 0.8

/** Asks for servers unless those that are held will do. */
export const askIce = (turn: Turn): void => {
  const { ice, isIceAsked } = turn.state
  if (isIceAsked || (ice && turn.now < ice.until)) return
  change(turn, { isIceAsked: true })
  act(turn, { kind: 'fetchIce' })
}

/** What is held is used up. */
export const iceDue = (turn: Turn): void => {
  if (!onCall(turn)) return
  change(turn, { ice: null })
  askIce(turn)
}

export const iceCame = (turn: Turn, answer: IceAnswer | null): void => {
  change(turn, { isIceAsked: false })
  if (answer) {
    const goodMs = Math.min(mostIceMs, Math.max(leastIceMs, answer.ttl * 1000 * usedPart))
    change(turn, { ice: { answer, until: turn.now + goodMs } })
    tellPeer(turn, { ice: answer })
  }
  watchIce(turn)
  build(turn)
}

/** Has the servers looked at again once they are too old, or have not come. */
export const watchIce = (turn: Turn): void => {
  const { ice, isIceAsked } = turn.state
  if (!onCall(turn) || isIceAsked) return
  const leftMs = ice ? ice.until - turn.now : 0
  wait(turn, 'ice', leftMs > 0 ? leftMs : iceAgainMs)
}

export const openMicrophone = (turn: Turn, wish: MicrophoneWish, deviceId?: string): void => {
  const id = nextId(turn)
  changeCall(turn, { microphoneAsked: { id, wish, isAllowed: false }, microphoneAt: turn.now })
  act(turn, { kind: 'openMicrophone', id, ...(deviceId !== undefined && { deviceId }) })
}

/**
 * The microphone is waited for, but not for long: the other side can be heard without it. Where it may be had, browsers
 * say addresses as they are, and paths are found sooner; where it surely may, nothing is waited for.
 */
export const graceMicrophone = (turn: Turn): void => {
  if (onCall(turn)?.microphoneAsked && !isWaiting(turn, 'grace')) wait(turn, 'grace', graceMs)
}

const isReady = (turn: Turn, { standing, callId, peer, microphone, microphoneAsked }: OwnCall): boolean => {
  if (peer !== null || callId === null) return false
  if (standing === 'taken') return microphone !== null
  return standing === 'live' && (microphoneAsked === null || microphoneAsked.isAllowed || !isWaiting(turn, 'grace'))
}

/** Makes this end of the call as soon as all that it takes is there. */
export const build = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || !isReady(turn, call)) return
  const { ice } = turn.state
  if (!ice || turn.now >= ice.until) return isWaiting(turn, 'ice') ? undefined : askIce(turn)
  const id = nextId(turn)
  const { isCaller, microphone: audio, inbox } = call
  const video = call.camera === 'on' ? call.cameraId : null
  changeCall(turn, { peer: id, isUp: false, inbox: [] })
  act(turn, { kind: 'makePeer', id, isCaller, ice: ice.answer, audio, video })
  sayStatus(turn)
  for (const signal of inbox) tellPeer(turn, { hear: signal })
  if (!isWaiting(turn, 'ice')) watchIce(turn)
}

export const closePeer = (turn: Turn): void => {
  const peer = turn.state.call?.peer ?? null
  if (peer === null) return
  act(turn, { kind: 'closePeer', id: peer })
  changeCall(turn, { peer: null, isUp: false, unsent: [] })
}
