import { build, closePeer, graceMicrophone, watchIce } from './machine-build.ts'
import { endCall } from './machine-ends.ts'
import {
  act,
  change,
  changeCall,
  isWaiting,
  onCall,
  remember,
  stopWaiting,
  type Turn,
  tellPeer,
  wait,
} from './machine-turn.ts'
import type { PeerTold } from './machine-types.ts'
import type { PeerState, Signal } from './types.ts'

export const connectMs = 25_000
const restartMs = 8000
const lostMs = 30_000
const mostHeld = 400

/** The server says that the call is on and that this page is an end of it. Whoever rang first is the caller. */
export const goLive = (turn: Turn, callId: string, isCaller: boolean): void => {
  const call = onCall(turn)
  if (!call || call.standing === 'live') return
  // A ring that met one from the other side: what was made to offer has to answer.
  if (call.isCaller !== isCaller) closePeer(turn)
  changeCall(turn, { phase: 'connecting', standing: 'live', callId, isCaller, isAllBusy: false, isAway: false })
  change(turn, { waiting: turn.state.waiting.filter((one) => one.callId !== callId) })
  stopWaiting(turn, 'ring')
  if (!isWaiting(turn, 'connect')) wait(turn, 'connect', connectMs)
  wait(turn, 'restart', restartMs)
  graceMicrophone(turn)
  remember(turn)
  watchIce(turn)
  build(turn)
}

/** It does not connect: another path is looked for once, before it is given up. */
export const restartDue = (turn: Turn): void => {
  if (onCall(turn)?.phase === 'connecting') tellPeer(turn, { now: 'restart' })
}

/** Not every call that does not connect is the network's fault. */
export const connectDue = (turn: Turn): void => {
  const call = onCall(turn)
  if (call?.phase !== 'connecting') return
  if (call.standing !== 'live' || call.peer === null) return endCall(turn, 'unavailable', { tell: 'call:end' })
  // Nobody was there to connect to.
  if (!call.hasHeard) return endCall(turn, 'lost', { tell: 'call:end' })
  failed(turn)
}

export const lostDue = (turn: Turn): void => {
  if (onCall(turn)?.phase === 'reconnecting') endCall(turn, 'lost', { tell: 'call:end' })
}

const failed = (turn: Turn): void => endCall(turn, 'connect_failed', { tell: 'call:end', isFailure: true })

/** Shown as a call whose connection went; it comes back in time, or is lost. */
export const reconnecting = (turn: Turn): void => {
  changeCall(turn, { phase: 'reconnecting', reconnectingSince: turn.now })
  wait(turn, 'lost', lostMs)
}

export const peerTold = (turn: Turn, id: number, told: PeerTold): void => {
  const call = onCall(turn)
  if (!call || call.peer !== id) return
  if ('state' in told) return peerIs(turn, told.state)
  if ('signal' in told) return sendSignal(turn, told.signal)
  if (call.standing !== 'live') return
  if ('status' in told) changeCall(turn, { other: told.status })
  else endCall(turn, 'hangup', { tell: 'call:end' })
}

const peerIs = (turn: Turn, state: PeerState): void => {
  const call = onCall(turn)
  if (!call) return
  // Nobody has answered it: another is made for whoever does.
  if (call.standing !== 'live') return state === 'failed' ? closePeer(turn) : undefined
  if (state === 'up') return up(turn)
  changeCall(turn, { isUp: false })
  if (call.phase === 'active') reconnecting(turn)
  else if (call.phase === 'connecting' && state === 'failed') failed(turn)
}

const up = (turn: Turn): void => {
  const connectedAt = onCall(turn)?.connectedAt ?? turn.now
  changeCall(turn, { phase: 'active', isUp: true, connectedAt, reconnectingSince: null })
  stopWaiting(turn, 'restart', 'connect', 'lost')
}

/** In order; what cannot go now is held, unless a newer offer or answer makes it worthless. */
export const sendSignal = (turn: Turn, signal: Signal): void => {
  const call = onCall(turn)
  if (!call || call.callId === null || call.peer === null) return
  if (call.isAway) return changeCall(turn, { unsent: held(call.unsent, signal) })
  askSignal(turn, signal, { chat_id: call.chatId, call_id: call.callId }, call.peer)
}

export const sendUnsent = (turn: Turn): void => {
  const signals = onCall(turn)?.unsent ?? []
  changeCall(turn, { unsent: [] })
  for (const signal of signals) sendSignal(turn, signal)
}

export const held = (signals: readonly Signal[], signal: Signal): readonly Signal[] =>
  signal.type === 'candidate' ? [...signals, signal].slice(0, mostHeld) : [signal]

const askSignal = (turn: Turn, signal: Signal, of: { chat_id: string; call_id: string }, peer: number): void => {
  const why = { for: 'signal', peer } as const
  if (signal.type === 'candidate')
    return act(turn, { kind: 'ask', event: 'rtc:candidate', data: { ...of, candidate: signal.candidate }, why })
  const event = signal.type === 'offer' ? ('rtc:offer' as const) : ('rtc:answer' as const)
  act(turn, { kind: 'ask', event, data: { ...of, sdp: signal.sdp }, why })
}
