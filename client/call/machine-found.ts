import type { Reply } from '#client/net/requests'
import { type CallNow, callJoinAck } from '#protocol/call-frames'
import { build } from './machine-build.ts'
import { askAccept } from './machine-deeds.ts'
import { endCall } from './machine-ends.ts'
import { rejoin } from './machine-joins.ts'
import { goLive, sendUnsent } from './machine-live.ts'
import { changeCall, isWaiting, onCall, remember, type Turn, tellPeer, wait } from './machine-turn.ts'
import type { OwnCall } from './machine-types.ts'

const lookAgainMs = 10_000
const askAgainMs = 1000

/**
 * What an answer to a join tells; `none` where it says that there is no call, or not for this page. `delayMs` null: a
 * new line asks by itself.
 */
export type Found = { kind: 'on'; call: CallNow } | { kind: 'none' } | { kind: 'later'; delayMs: number | null }

export const found = (reply: Reply): Found => {
  if (!reply.ok) {
    if (reply.code === 'line') return { kind: 'later', delayMs: null }
    if (reply.code === 'timeout') return { kind: 'later', delayMs: askAgainMs }
    return reply.retryAfterMs === undefined ? { kind: 'none' } : { kind: 'later', delayMs: reply.retryAfterMs }
  }
  const parsed = callJoinAck.safeParse(reply.data)
  return parsed.success && parsed.data.call ? { kind: 'on', call: parsed.data.call } : { kind: 'none' }
}

export const askLater = (turn: Turn, delayMs: number | null): void => {
  if (delayMs !== null) wait(turn, 'join', delayMs)
}

/** Nothing is on any more, and nobody said how it ended. */
const gone = (turn: Turn, { phase, standing, isOverdue }: OwnCall): void => {
  if (phase === 'incoming' || (isOverdue && standing === 'taken')) return endCall(turn, 'missed', { isGuessed: true })
  const wasNever = phase === 'outgoing' && standing !== 'taken'
  endCall(turn, wasNever ? 'unavailable' : 'lost', { isGuessed: true })
}

export const looked = (turn: Turn, seat: number, reply: Reply): void => {
  const call = onCall(turn)
  if (call?.seat !== seat || call.standing === 'live') return
  const now = found(reply)
  if (now.kind === 'later') return askLater(turn, now.delayMs)
  if (now.kind === 'none') return gone(turn, call)
  if (call.phase === 'outgoing') return foundRing(turn, call, now.call)
  if (now.call.call_id !== call.callId) return gone(turn, call)
  if (call.phase === 'incoming')
    return now.call.state === 'ringing' ? ringsOn(turn) : endCall(turn, 'elsewhere', { isGuessed: true })
  if (call.standing !== 'unsure') return
  if (now.call.state === 'ringing') askAccept(turn)
  else rejoin(turn, call.callId)
}

const foundRing = (turn: Turn, call: OwnCall, now: CallNow): void => {
  if (call.callId !== null && call.callId !== now.call_id) return gone(turn, call)
  // The other side's, which ours did not reach.
  if (now.state === 'ringing' && now.caller !== turn.state.self) return gone(turn, call)
  if (now.state === 'ringing' && call.standing === 'taken') return ringsOn(turn)
  changeCall(turn, { callId: now.call_id })
  rejoin(turn, now.call_id)
}

const ringsOn = (turn: Turn): void => {
  if (isWaiting(turn, 'ring')) changeCall(turn, { isOverdue: false })
  wait(turn, 'ring', lookAgainMs)
}

export const rejoined = (turn: Turn, seat: number, callId: string, reply: Reply): void => {
  const call = onCall(turn)
  if (call?.seat !== seat || (call.callId !== null && call.callId !== callId)) return
  const now = found(reply)
  if (now.kind === 'later') return askLater(turn, now.delayMs)
  if (now.kind === 'none' || now.call.call_id !== callId) return gone(turn, call)
  const isCaller = now.call.caller === turn.state.self
  if (now.call.state === 'live') {
    changeCall(turn, { isAway: false })
    goLive(turn, callId, isCaller)
    return signalAgain(turn)
  }
  if (call.phase !== 'outgoing' || !isCaller) return gone(turn, call)
  changeCall(turn, { isAway: false, callId, standing: 'taken' })
  remember(turn)
  signalAgain(turn)
  build(turn)
}

/** Where nothing is connected yet, what was said by the old line may be lost: the caller begins anew. */
const signalAgain = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call) return
  if (call.isUp || !call.isCaller) return sendUnsent(turn)
  changeCall(turn, { unsent: [] })
  tellPeer(turn, { now: 'rejoined' })
}
