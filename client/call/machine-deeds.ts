import { askIce, graceMicrophone, openMicrophone } from './machine-build.ts'
import { openCamera } from './machine-camera.ts'
import { begin, endCall, endOther, setAside, showIncoming, showWaiting } from './machine-ends.ts'
import { look } from './machine-joins.ts'
import { connectMs } from './machine-live.ts'
import { act, change, changeCall, onCall, remember, stopWaiting, type Turn, wait } from './machine-turn.ts'

/** A ring waits that long for a line, or for an answer that may not come any more. */
export const lineMs = 10_000
const firstLookMs = 65_000

/** A tap on the phone. It rings here at once; microphone, servers and the ring itself are asked for side by side. */
export const ring = (turn: Turn, chatId: string, video: boolean): void => {
  const call = onCall(turn)
  if (call?.phase === 'incoming' && call.chatId === chatId) return accept(turn)
  if (call) return
  begin(turn, { chatId, callId: null, phase: 'outgoing', isCaller: true, fromName: null, video })
  if (!turn.state.canCall) return endCall(turn, 'no_calls')
  openMicrophone(turn, 'ring')
  askIce(turn)
  if (video) openCamera(turn)
  if (mayRing(turn, chatId)) return askRing(turn)
  changeCall(turn, { standing: 'unsent' })
  wait(turn, 'ring', lineMs)
}

/** A ring that was given up before its answer came is to be ended first: the server would take both for one. */
export const mayRing = ({ state: { isLineOpen, endings } }: Turn, chatId: string): boolean =>
  isLineOpen && !endings.some((one) => one.chatId === chatId && one.callId === null)

/** What kept it may be gone. */
export const ringIfReady = (turn: Turn): void => {
  const call = onCall(turn)
  if (call?.standing === 'unsent' && mayRing(turn, call.chatId)) askRing(turn)
}

export const askRing = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call) return
  changeCall(turn, { standing: 'asked' })
  wait(turn, 'ring', firstLookMs)
  const data = { chat_id: call.chatId, ...(call.video && { video: true }) }
  act(turn, { kind: 'ask', event: 'call:ring', data, why: { for: 'ring', seat: call.seat } })
  remember(turn)
}

/** The person's own tap: only from here on may a microphone and a connection be opened. */
export const accept = (turn: Turn): void => {
  if (onCall(turn)?.phase !== 'incoming') return
  if (!turn.state.canCall) return endCall(turn, 'no_calls')
  changeCall(turn, { phase: 'connecting' })
  stopWaiting(turn, 'ring')
  wait(turn, 'connect', connectMs)
  openMicrophone(turn, 'answer')
  graceMicrophone(turn)
  askIce(turn)
  askAccept(turn)
}

export const askAccept = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || call.callId === null) return
  changeCall(turn, { standing: 'asked' })
  const data = { chat_id: call.chatId, call_id: call.callId }
  act(turn, { kind: 'ask', event: 'call:accept', data, why: { for: 'accept', seat: call.seat } })
}

export const decline = (turn: Turn): void => {
  if (onCall(turn)?.phase === 'incoming') endCall(turn, 'declined', { tell: 'call:decline' })
}

export const hangUp = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call) return
  if (call.phase === 'incoming') return decline(turn)
  endCall(turn, call.phase === 'outgoing' ? 'cancelled' : 'hangup', { tell: 'call:end' })
}

const secondLookMs = 10_000

/** It should have stopped ringing. The server is asked once; where it does not answer, nothing rings any more. */
export const ringDue = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || (call.phase !== 'incoming' && call.phase !== 'outgoing')) return
  if (call.standing === 'unsent') return endCall(turn, 'unavailable')
  if (turn.state.isLineOpen && !call.isOverdue) {
    changeCall(turn, { isOverdue: true })
    wait(turn, 'ring', secondLookMs)
    return call.standing === 'asked' ? undefined : look(turn)
  }
  if (call.phase === 'incoming') return endCall(turn, 'missed', { isGuessed: true })
  endCall(turn, call.standing === 'taken' ? 'missed' : 'unavailable', { tell: 'call:end', isGuessed: true })
}

export const dismiss = (turn: Turn): void => {
  if (turn.state.call?.phase !== 'ended') return
  change(turn, { call: null })
  showWaiting(turn)
}

const takeWaiting = (turn: Turn, callId: string) => {
  const found = turn.state.waiting.find((one) => one.callId === callId)
  if (found) dropWaiting(turn, callId)
  return found
}

export const dropWaiting = (turn: Turn, callId: string): void => {
  const { waiting } = turn.state
  if (waiting.some((one) => one.callId === callId))
    change(turn, { waiting: waiting.filter((one) => one.callId !== callId) })
}

/** Ends the call that is on and takes the one that waits. A ring without an answer so far cannot be ended yet. */
export const acceptWaiting = (turn: Turn, callId: string): void => {
  const call = onCall(turn)
  if (call?.phase === 'outgoing' && call.callId === null && call.standing !== 'unsent') return
  const taken = takeWaiting(turn, callId)
  if (!taken) return
  setAside(turn)
  const how = call?.phase === 'outgoing' ? 'cancelled' : 'hangup'
  endCall(turn, how, { tell: 'call:end', isReplaced: true })
  showIncoming(turn, taken)
  accept(turn)
}

export const declineWaiting = (turn: Turn, callId: string): void => {
  const declined = takeWaiting(turn, callId)
  if (declined) endOther(turn, declined.chatId, callId, 'call:decline')
}
