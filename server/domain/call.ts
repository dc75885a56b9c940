import type { CallFrameData, CallFrameEvent, CallOutcome, Candidate } from '#protocol/call-frames'
import type { Side } from '#protocol/messages'
import type { Refused } from '#protocol/refusals'

/** A page's socket, as a call knows it: told apart by identity alone. Those of one cookie share their `device`. */
export type Socket = { readonly role: Side; readonly device: string }

/** One end of a call. `goneAt`: since when it has no socket. */
export type End = Readonly<{ device: string; socket: Socket | null; goneAt: number | null }>

export type Signal =
  | Readonly<{ event: 'rtc:offer' | 'rtc:answer'; sdp: string }>
  | Readonly<{ event: 'rtc:candidate'; candidate: Candidate }>

/** Times are milliseconds since 1970. */
export type CallState = Readonly<{
  callId: string
  caller: Side
  video: boolean
  phase: 'ringing' | 'live' | 'ended'
  startedAt: number
  /** When it stops ringing. */
  expiresAt: number
  acceptedAt: number | null
  callerEnd: End
  /** From the accept on. */
  calleeEnd: End | null
  /** The sockets that heard of it, and that are to hear of its end. */
  knowing: ReadonlySet<Socket>
  /** Those who were told that it was answered elsewhere: for them it is over. */
  toldElsewhere: ReadonlySet<Socket>
  /** What the caller said before somebody answered, for whoever does. */
  held: readonly Signal[]
}>

export type CallInput =
  /** This socket is told that it rings, or how it stands. */
  | { kind: 'hear'; by: Socket }
  | { kind: 'accept'; by: Socket }
  | { kind: 'decline'; by: Socket }
  | { kind: 'end'; by: Socket; isFailure: boolean }
  | { kind: 'signal'; by: Socket; signal: Signal }
  /** From now on this socket is its cookie's end. */
  | { kind: 'rejoin'; by: Socket }
  | { kind: 'gone'; socket: Socket }
  /** Somebody who may ends it: its conversation is blocked or erased, or the session of an end is over. */
  | { kind: 'hang_up' }
  /** Time has passed. */
  | { kind: 'due' }

type FrameOf<E extends CallFrameEvent> = { event: E; data: Omit<CallFrameData<E>, 'chat_id' | 'call_id'> }
export type CallFrame = { [E in CallFrameEvent]: FrameOf<E> }[CallFrameEvent]

export type CallEffect =
  | { kind: 'say'; to: readonly Socket[]; frame: CallFrame }
  | { kind: 'accepted'; device: string; at: number; by: Socket }
  | { kind: 'ended'; outcome: CallOutcome; at: number; by: Socket | null }

/** What an input comes to. Effects are in the order in which they are to be seen; a refusal changes nothing. */
export type CallStep = { call: CallState; effects: readonly CallEffect[] } | Refused

export type CallRules = { ringTimeoutMs: number; callLostMs: number }
