import type { Reply } from '#client/net/requests'
import { ringAck } from '#protocol/call-frames'
import { build } from './machine-build.ts'
import { dropWaiting } from './machine-deeds.ts'
import { changeEnding, dropEnding, endAgain, endCall, sendEnding } from './machine-ends.ts'
import { askLater, found, looked, rejoined } from './machine-found.ts'
import { askJoin, look, rejoin } from './machine-joins.ts'
import { askLeftovers } from './machine-line.ts'
import { goLive } from './machine-live.ts'
import { resumed } from './machine-resume.ts'
import { changeCall, onCall, remember, type Turn, wait } from './machine-turn.ts'
import type { Ending, Why } from './machine-types.ts'
import type { CallEnd } from './types.ts'

type Refused = Extract<Reply, { ok: false }>

const mayPass = new Set(['timeout', 'unavailable', 'internal', 'storage_full', 'rate_limited'])
const aboutTheCall = new Set(['wrong_state', 'forbidden', 'not_found', 'not_joined'])
const lookPauseMs = 3000

export const answered = (turn: Turn, why: Why, reply: Reply): void => {
  switch (why.for) {
    case 'ring':
      return onCall(turn)?.seat === why.seat ? ringAnswered(turn, reply) : leftAnswered(turn, why.seat, reply)
    case 'accept':
      return onCall(turn)?.seat === why.seat ? acceptAnswered(turn, reply) : undefined
    case 'look':
      return looked(turn, why.seat, reply)
    case 'rejoin':
      return rejoined(turn, why.seat, why.callId, reply)
    case 'signal':
      return reply.ok ? undefined : signalRefused(turn, why.peer, reply)
    case 'ending':
      return endingAnswered(turn, why.id, reply)
    case 'takeover':
      return takenOver(turn, why.id, reply)
    case 'leftover':
      return leftoverFound(turn, why.id, reply)
    case 'resume':
      return resumed(turn, reply)
    case 'home':
      return homeJoined(turn, reply)
  }
}

const isLost = ({ code }: Refused): boolean => code === 'line' || code === 'timeout'

const callIdOf = (reply: Reply): string | null => {
  const parsed = reply.ok ? ringAck.safeParse(reply.data) : null
  return parsed?.success ? parsed.data.call_id : null
}

const ringAnswered = (turn: Turn, reply: Reply): void => {
  // Accepted meanwhile, or settled by asking what is on.
  if (onCall(turn)?.standing !== 'asked') return
  if (!reply.ok) return isLost(reply) ? unsure(turn, reply) : refused(turn, reply)
  const parsed = ringAck.safeParse(reply.data)
  if (!parsed.success) return endCall(turn, 'unavailable')
  const { call_id: callId, all_busy: isAllBusy = false } = parsed.data
  // Both rang: it is the other side's call, and the next frame says so.
  dropWaiting(turn, callId)
  changeCall(turn, { callId, isAllBusy, standing: 'taken', isAway: false })
  remember(turn)
  build(turn)
}

const acceptAnswered = (turn: Turn, reply: Reply): void => {
  const call = onCall(turn)
  if (call?.standing !== 'asked' || call.callId === null) return
  if (reply.ok) return goLive(turn, call.callId, false)
  if (isLost(reply)) unsure(turn, reply)
  else refused(turn, reply)
}

/** Nobody knows whether it arrived: a new line tells, or this one where it holds. */
const unsure = (turn: Turn, { code }: Refused): void => {
  changeCall(turn, { standing: 'unsure' })
  if (code === 'timeout') look(turn)
}

const endOf = (code: string): CallEnd =>
  code === 'busy' || code === 'forbidden' || code === 'rate_limited' ? code : 'unavailable'

const refused = (turn: Turn, { code, retryAfterMs }: Refused): void =>
  endCall(turn, endOf(code), { isGuessed: true, ...(retryAfterMs !== undefined && { retryAfterMs }) })

/** A ring that was given up before its answer came is ended now that it has a name. */
const leftAnswered = (turn: Turn, seat: number, reply: Reply): void => {
  const left = turn.state.endings.find((one) => one.seat === seat && one.callId === null)
  if (!left) return
  if (!reply.ok && isLost(reply))
    return reply.code === 'timeout' && turn.state.isLineOpen ? askLeftovers(turn) : undefined
  endNamed(turn, left.id, callIdOf(reply), true)
}

const endNamed = (turn: Turn, id: number, callId: string | null, isOwn: boolean): void => {
  const named = callId === null ? null : changeEnding(turn, id, { callId, isOwn })
  if (named) sendEnding(turn, named)
  else dropEnding(turn, id)
}

/** The other side's ring is not declined by this. Another page's call is not ended: the server knows whose it is. */
const leftoverFound = (turn: Turn, id: number, reply: Reply): void => {
  if (!turn.state.endings.some((one) => one.id === id && one.callId === null)) return
  const now = found(reply)
  if (now.kind === 'later') return now.delayMs === null ? undefined : wait(turn, 'endings', now.delayMs)
  const isOfSide = now.kind === 'on' && (now.call.state === 'live' || now.call.caller === turn.state.self)
  endNamed(turn, id, isOfSide ? now.call.call_id : null, false)
}

const endingAnswered = (turn: Turn, id: number, reply: Reply): void => {
  if (reply.ok) return dropEnding(turn, id)
  const ending = turn.state.endings.find((one) => one.id === id)
  // The server still holds the line before this one for its end.
  if (reply.code === 'forbidden' && ending?.isOwn && ending.event === 'call:end') return takeOver(turn, ending)
  if (reply.code === 'line') changeEnding(turn, id, { isAsked: false })
  else if (reply.retryAfterMs !== undefined || mayPass.has(reply.code)) endAgain(turn, id, reply.retryAfterMs)
  else dropEnding(turn, id)
}

const takeOver = (turn: Turn, { id, chatId, callId }: Ending): void => {
  if (callId === null || !turn.state.isLineOpen) return void changeEnding(turn, id, { isAsked: false })
  changeEnding(turn, id, { isOwn: false })
  askJoin(turn, { chat_id: chatId, call_id: callId }, { for: 'takeover', id })
}

const takenOver = (turn: Turn, id: number, reply: Reply): void => {
  const now = found(reply)
  if (now.kind === 'none') return dropEnding(turn, id)
  // What got lost on the way is tried from the start.
  if (now.kind === 'later') return endAgain(turn, id, now.delayMs ?? undefined)
  const ending = turn.state.endings.find((one) => one.id === id)
  if (ending) sendEnding(turn, ending)
}

/** Too many, too large: the way over the data channel is left. Where the call itself is in doubt, the server is asked. */
const signalRefused = (turn: Turn, peer: number, { code }: Refused): void => {
  const call = onCall(turn)
  if (call?.peer !== peer || call.isAway || !aboutTheCall.has(code)) return
  if (turn.now - call.lookedAt < lookPauseMs) return
  changeCall(turn, { lookedAt: turn.now })
  rejoin(turn, call.callId)
}

/** The call that it tells of rings by a frame of its own, or is one of another page. */
const homeJoined = (turn: Turn, reply: Reply): void => {
  const now = found(reply)
  if (now.kind === 'later' && !onCall(turn)) askLater(turn, now.delayMs)
}
