import type { CallOutcome } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import { type Refused, refuse } from '#protocol/refusals'
import type { CallEffect, CallInput, CallRules, CallState, CallStep, End, Signal, Socket } from './call.ts'
import { endOf } from './call-ring.ts'

const over = refuse('wrong_state', 'this call is over')
const notRinging = refuse('wrong_state', 'this call does not ring')
const notLive = refuse('wrong_state', 'nobody has answered this call')
const notYours = refuse('forbidden', 'this call is not yours')

/** When time alone changes the call next; null where it never does. */
export const nextDue = (call: CallState, { callLostMs }: CallRules): number | null => {
  if (call.phase === 'ended') return null
  const moments = endsOf(call).flatMap(({ goneAt }) => (goneAt === null ? [] : [goneAt + callLostMs]))
  if (call.phase === 'ringing') moments.push(call.expiresAt)
  return moments.length > 0 ? Math.min(...moments) : null
}

/** Whether this socket is one of the two ends of a call that is on. */
export const isEnd = (call: CallState, socket: Socket): boolean =>
  call.phase !== 'ended' && endsOf(call).some((end) => end.socket === socket)

/**
 * The rules of a call, whatever stores and brings it: `now` is milliseconds since 1970. Nothing that is not an end of it
 * hears what its ends tell each other; each socket that heard of it hears of one end of it.
 */
export const stepCall = (call: CallState, input: CallInput, now: number, rules: CallRules): CallStep => {
  if (call.phase === 'ended') return input.kind === 'gone' ? forgotten(call, input.socket) : over
  switch (input.kind) {
    case 'hear':
      return { call: known(call, input.by), effects: [] }
    case 'accept':
      return accept(call, input.by, now)
    case 'decline':
      return decline(call, input.by, now)
    case 'end':
      return end(call, input.by, input.isFailure, now)
    case 'signal':
      return signal(call, input.by, input.signal)
    case 'rejoin':
      return rejoin(call, input.by)
    case 'gone':
      return gone(call, input.socket, now)
    case 'hang_up':
      return ended(call, 'hangup', null, now)
    case 'due':
      return due(call, now, rules)
  }
}

const accept = (call: CallState, by: Socket, now: number): CallStep => {
  if (by.role === call.caller) return notYours
  // Its answer was lost on the way.
  if (call.phase === 'live') return call.calleeEnd?.socket === by ? { call, effects: [] } : notRinging
  const others = [...call.knowing].filter((socket) => socket.role === by.role && socket !== by)
  const knowing = new Set([...call.knowing, by].filter((socket) => !others.includes(socket)))
  const { callerEnd, caller, held } = call
  const toBoth: CallEffect[] = [
    say(by, { event: 'call:accepted', data: { caller, you: true } }),
    ...toEnd(callerEnd, { event: 'call:accepted', data: { caller, you: false } }),
  ]
  return {
    call: {
      ...call,
      phase: 'live',
      acceptedAt: now,
      calleeEnd: endOf(by),
      knowing,
      toldElsewhere: new Set(others),
      held: [],
    },
    effects: [
      { kind: 'accepted', device: by.device, at: now, by },
      ...toBoth,
      sayAll(others, { event: 'call:ended', data: { reason: 'answered_elsewhere', duration_s: 0 } }),
      ...held.map((one) => say(by, frameOf(one))),
    ],
  }
}

const decline = (call: CallState, by: Socket, now: number): CallStep => {
  if (by.role === call.caller) return notYours
  if (call.phase === 'live') return notRinging
  return ended(known(call, by), 'declined', by, now)
}

const end = (call: CallState, by: Socket, isFailure: boolean, now: number): CallStep => {
  if (call.phase === 'ringing' && by.role !== call.caller) return decline(call, by, now)
  const own = ownEnd(call, by)
  // Its page came back by another socket and only wants to hang up.
  const mayEnd = own !== null && (own.socket === by || own.socket === null)
  if (!mayEnd) return notYours
  const outcome = call.phase === 'ringing' ? 'cancelled' : isFailure ? 'connect_failed' : 'hangup'
  return ended(known(call, by), outcome, by, now)
}

const signal = (call: CallState, by: Socket, one: Signal): CallStep => {
  if (call.callerEnd.socket === by) {
    if (one.event === 'rtc:answer') return refuse('wrong_state', 'the caller makes the offers')
    if (call.calleeEnd) return { call, effects: toEnd(call.calleeEnd, frameOf(one)) }
    return { call: { ...call, held: [...heldBefore(call.held, one), one] }, effects: [] }
  }
  if (call.calleeEnd?.socket === by) {
    if (one.event === 'rtc:offer') return refuse('wrong_state', 'the caller makes the offers')
    return { call, effects: toEnd(call.callerEnd, frameOf(one)) }
  }
  return call.phase === 'ringing' && by.role !== call.caller ? notLive : notYours
}

/** A new offer stands for all that was said before it. */
const heldBefore = (held: readonly Signal[], { event }: Signal): readonly Signal[] =>
  event === 'rtc:offer' ? [] : held

const rejoin = (call: CallState, by: Socket): CallStep => {
  const own = ownEnd(call, by)
  if (!own) return call.phase === 'ringing' && by.role !== call.caller ? notLive : notYours
  const isCaller = own === call.callerEnd
  const knowing = new Set(call.knowing)
  if (own.socket !== null) knowing.delete(own.socket)
  knowing.add(by)
  const moved = { ...call, knowing, [isCaller ? 'callerEnd' : 'calleeEnd']: endOf(by) }
  if (!call.calleeEnd) return { call: { ...moved, held: [] }, effects: [] }
  const other = isCaller ? call.calleeEnd : call.callerEnd
  return { call: moved, effects: toEnd(other, { event: 'call:rejoined', data: {} }) }
}

const gone = (call: CallState, socket: Socket, now: number): CallStep => {
  const left = forgotten(call, socket)
  const without = (end: End): End => (end.socket === socket ? { ...end, socket: null, goneAt: now } : end)
  const { callerEnd, calleeEnd, held } = call
  // Its connection went with its page; one that comes back offers anew.
  const stillHeld = callerEnd.socket === socket ? [] : held
  return {
    call: { ...left.call, callerEnd: without(callerEnd), calleeEnd: calleeEnd && without(calleeEnd), held: stillHeld },
    effects: [],
  }
}

const due = (call: CallState, now: number, rules: CallRules): CallStep => {
  const isLost = endsOf(call).some(({ goneAt }) => goneAt !== null && now >= goneAt + rules.callLostMs)
  if (call.phase === 'live') return isLost ? ended(call, 'lost', null, now) : { call, effects: [] }
  if (now >= call.expiresAt) return ended(call, 'missed', null, now)
  return isLost ? ended(call, 'cancelled', null, now) : { call, effects: [] }
}

const ended = (call: CallState, outcome: CallOutcome, by: Socket | null, now: number): CallStep => {
  const durationS = call.acceptedAt === null ? 0 : Math.max(0, Math.floor((now - call.acceptedAt) / 1000))
  const to = [...call.knowing]
  return {
    call: { ...call, phase: 'ended', knowing: new Set(), held: [] },
    effects: [
      { kind: 'ended', outcome, at: now, by },
      outcome === 'declined'
        ? sayAll(to, { event: 'call:declined', data: {} })
        : sayAll(to, { event: 'call:ended', data: { reason: outcome, duration_s: durationS } }),
    ],
  }
}

const endsOf = ({ callerEnd, calleeEnd }: CallState): End[] => (calleeEnd ? [callerEnd, calleeEnd] : [callerEnd])

const endOfSide = (call: CallState, side: Side): End | null => (side === call.caller ? call.callerEnd : call.calleeEnd)

const ownEnd = (call: CallState, { role, device }: Socket): End | null => {
  const own = endOfSide(call, role)
  return own?.device === device ? own : null
}

const known = (call: CallState, socket: Socket): CallState =>
  call.toldElsewhere.has(socket) ? call : { ...call, knowing: new Set([...call.knowing, socket]) }

const forgotten = (call: CallState, socket: Socket): Exclude<CallStep, Refused> => ({
  call: { ...call, knowing: new Set([...call.knowing].filter((one) => one !== socket)) },
  effects: [],
})

type Frame = (CallEffect & { kind: 'say' })['frame']

const frameOf = (one: Signal): Frame =>
  one.event === 'rtc:candidate'
    ? { event: one.event, data: { candidate: one.candidate } }
    : { event: one.event, data: { sdp: one.sdp } }

const sayAll = (to: readonly Socket[], frame: Frame): CallEffect => ({ kind: 'say', to, frame })
const say = (to: Socket, frame: Frame): CallEffect => sayAll([to], frame)
const toEnd = ({ socket }: End, frame: Frame): CallEffect[] => (socket ? [say(socket, frame)] : [])
