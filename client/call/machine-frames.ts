import type { CallFrameData } from '#protocol/call-frames'
import type { CallFrame } from './calls-ports.ts'
import { dropWaiting } from './machine-deeds.ts'
import { endCall, showIncoming } from './machine-ends.ts'
import { goLive, held } from './machine-live.ts'
import { change, changeCall, onCall, type Turn, tellPeer } from './machine-turn.ts'
import type { OwnCall } from './machine-types.ts'
import type { CallEnd, Signal } from './types.ts'

const mostWaiting = 20
const shortestRingMs = 5000
const longestRingMs = 65_000

export const heard = (turn: Turn, frame: CallFrame): void => {
  switch (frame.event) {
    case 'call:incoming':
      return incoming(turn, frame.data)
    case 'call:accepted':
      return accepted(turn, frame.data)
    case 'call:declined':
      return over(turn, frame.data.call_id, 'declined', 0)
    case 'call:ended':
      return ended(turn, frame.data)
    case 'call:rejoined':
      return ofOwn(turn, frame.data.call_id) ? tellPeer(turn, { now: 'rejoined' }) : undefined
    case 'rtc:candidate':
      return signalled(turn, frame.data.call_id, { type: 'candidate', candidate: frame.data.candidate })
    case 'rtc:offer':
      return signalled(turn, frame.data.call_id, { type: 'offer', sdp: frame.data.sdp })
    case 'rtc:answer':
      return signalled(turn, frame.data.call_id, { type: 'answer', sdp: frame.data.sdp })
  }
}

/** Told again after each new line: what is known, or done with, changes nothing. */
const incoming = (turn: Turn, data: CallFrameData<'call:incoming'>): void => {
  const { chat_id: chatId, call_id: callId, fromName, video } = data
  const { waiting, endings } = turn.state
  const call = onCall(turn)
  if ([call, ...waiting, ...endings].some((one) => one?.callId === callId)) return
  const rings = { chatId, callId, fromName, video, until: ringsUntil(data.expires_at, turn.now) }
  if (!call) return showIncoming(turn, rings)
  if (waiting.length < mostWaiting) change(turn, { waiting: [...waiting, rings] })
}

/** A little longer than the server says, whose clock may be another. */
const ringsUntil = (expiresAt: string, now: number): number => {
  const leftMs = Date.parse(expiresAt) - now
  const lastsMs = Number.isNaN(leftMs) ? longestRingMs : Math.min(longestRingMs, Math.max(0, leftMs))
  return now + lastsMs + shortestRingMs
}

const accepted = (turn: Turn, data: CallFrameData<'call:accepted'>): void => {
  const call = onCall(turn)
  if (!call) return
  const isCaller = data.caller === turn.state.self
  if (!isCaller && !data.you) return
  if (call.phase === 'outgoing' ? !isOwnRing(call, data) : !isOwnAnswer(call, data.call_id) || isCaller) return
  goLive(turn, data.call_id, isCaller)
}

/** Before the server has named it, only a ring of this very page is told that somebody accepted. */
const isOwnRing = ({ chatId, callId, standing }: OwnCall, data: CallFrameData<'call:accepted'>): boolean =>
  standing !== 'unsent' && chatId === data.chat_id && (callId === null || callId === data.call_id)

const isOwnAnswer = ({ callId, standing }: OwnCall, of: string): boolean =>
  callId === of && (standing === 'asked' || standing === 'unsure')

const ended = (turn: Turn, { call_id: callId, reason, duration_s: durationS }: CallFrameData<'call:ended'>): void =>
  over(turn, callId, reason === 'answered_elsewhere' ? 'elsewhere' : reason, durationS)

const over = (turn: Turn, callId: string, how: CallEnd, durationS: number): void => {
  dropWaiting(turn, callId)
  const { call } = turn.state
  if (call?.callId !== callId) return
  if (call.phase !== 'ended') return endCall(turn, how, { durationS })
  if (call.isEndGuessed) changeCall(turn, { end: { how, durationS }, isEndGuessed: false })
}

const ofOwn = (turn: Turn, callId: string): OwnCall | null => {
  const call = onCall(turn)
  return call?.callId === callId && call.standing === 'live' ? call : null
}

/** What does not belong to a call that this page is in is dropped, and so is what comes before the person's own tap. */
const signalled = (turn: Turn, callId: string, signal: Signal): void => {
  const call = ofOwn(turn, callId)
  if (!call || signal.type === (call.isCaller ? 'offer' : 'answer')) return
  if (!call.hasHeard) changeCall(turn, { hasHeard: true })
  if (call.peer === null) changeCall(turn, { inbox: held(call.inbox, signal) })
  else tellPeer(turn, { hear: signal })
}
