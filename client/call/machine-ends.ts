import { askIce, closePeer } from './machine-build.ts'
import {
  act,
  change,
  changeCall,
  isRemembered,
  nextId,
  onCall,
  stopWaiting,
  type Turn,
  tellPeer,
  wait,
} from './machine-turn.ts'
import type { Ending, EndWords, OwnCall, TimerName, Waiting } from './machine-types.ts'
import type { CallEnd } from './types.ts'

const mostEndings = 8
const mostTries = 10
const endAgainMs = 3000

const ofCall: readonly TimerName[] = ['ring', 'restart', 'connect', 'lost', 'grace', 'ice', 'memory', 'note', 'join']

/** What is the same with every call that begins. */
const fresh = {
  standing: null,
  isAllBusy: false,
  isEndGuessed: false,
  isOverdue: false,
  connectedAt: null,
  reconnectingSince: null,
  isMuted: false,
  camera: 'off',
  canFlip: false,
  other: { isMuted: false, isPaused: false, hasCamera: false },
  end: null,
  microphone: null,
  microphoneAsked: null,
  microphoneAt: 0,
  isPaused: false,
  isPlaying: true,
  cameraId: null,
  facing: 'user',
  peer: null,
  isUp: false,
  inbox: [],
  isAway: false,
  unsent: [],
  hasHeard: false,
  lookedAt: 0,
  notes: [],
} as const

export type NewCall = Pick<OwnCall, 'chatId' | 'callId' | 'phase' | 'isCaller' | 'fromName' | 'video'>

/** Puts a call in the place of one that is over, or of none. */
export const begin = (turn: Turn, call: NewCall): void => {
  const seat = nextId(turn)
  stopWaiting(turn, ...ofCall)
  change(turn, { call: { ...fresh, ...call, seat, rangAt: turn.now } })
}

export const showIncoming = (turn: Turn, { chatId, callId, fromName, video, until }: Waiting): void => {
  begin(turn, { chatId, callId, phase: 'incoming', isCaller: false, fromName, video })
  wait(turn, 'ring', Math.max(0, until - turn.now))
  if (turn.state.canCall) askIce(turn)
}

/** What rings in full, but is not answered, goes on ringing as one that waits. */
export const setAside = (turn: Turn): void => {
  const call = onCall(turn)
  if (call?.phase !== 'incoming' || call.callId === null) return
  const { chatId, callId, fromName, video } = call
  const until = turn.state.due.ring ?? turn.now
  stopWaiting(turn, ...ofCall)
  const aside = { chatId, callId, fromName: fromName ?? '', video, until }
  change(turn, { call: null, waiting: [aside, ...turn.state.waiting] })
}

/** The oldest call that waits rings in full now. */
export const showWaiting = (turn: Turn): void => {
  if (onCall(turn)) return
  const [first, ...others] = turn.state.waiting.filter(({ until }) => until > turn.now)
  change(turn, { waiting: others })
  if (first) showIncoming(turn, first)
}

export type EndOptions = EndWords & {
  /** Says so to the server, and to the other end where the server is out of reach. */
  tell?: Ending['event']
  isFailure?: boolean
  isGuessed?: boolean
  /** Another call takes its place at once. */
  isReplaced?: boolean
}

/** Ends what is on, here and at once: devices and connection first, whatever the network says. */
export const endCall = (turn: Turn, how: CallEnd, options: EndOptions = {}): void => {
  const call = onCall(turn)
  if (!call) return
  release(turn, call, options.tell !== undefined)
  if (options.tell && call.standing !== 'unsent') addEnding(turn, call, options.tell, options.isFailure === true)
  const { connectedAt } = call
  const ownS = connectedAt === null ? 0 : Math.max(0, Math.floor((turn.now - connectedAt) / 1000))
  const { durationS = ownS, fault, retryAfterMs } = options
  const words = { ...(fault && { fault }), ...(retryAfterMs !== undefined && { retryAfterMs }) }
  changeCall(turn, { phase: 'ended', end: { how, durationS, ...words }, isEndGuessed: options.isGuessed === true })
  if (how !== 'no_microphone' && how !== 'no_calls' && !options.isReplaced) showWaiting(turn)
}

const release = (turn: Turn, call: OwnCall, saysBye: boolean): void => {
  if (saysBye) tellPeer(turn, { now: 'bye' })
  closePeer(turn)
  for (const id of [call.microphone, call.camera === 'on' ? call.cameraId : null])
    if (id !== null) act(turn, { kind: 'closeMedia', id })
  if (isRemembered(call)) act(turn, { kind: 'forget' })
  stopWaiting(turn, ...ofCall)
  changeCall(turn, {
    ...{ standing: null, microphone: null, microphoneAsked: null, cameraId: null, camera: 'off', canFlip: false },
    ...{ reconnectingSince: null, isPaused: false, isPlaying: true, inbox: [], notes: [] },
  })
}

const addEnding = (turn: Turn, call: OwnCall, event: Ending['event'], isFailure: boolean): void => {
  const { seat, chatId, callId } = call
  putEnding(turn, { seat, chatId, callId, event, isFailure, isOwn: true })
}

/**
 * Tells the server of a call that this page is not in: one that waits, or was left by accident. `callId` null: a ring of
 * the page before, which may have arrived or not.
 */
export const endOther = (turn: Turn, chatId: string, callId: string | null, event: Ending['event']): void =>
  putEnding(turn, { seat: 0, chatId, callId, event, isFailure: false, isOwn: false })

const putEnding = (turn: Turn, left: Omit<Ending, 'id' | 'isAsked' | 'tries'>): void => {
  const ending = { id: nextId(turn), ...left, isAsked: false, tries: 0 }
  change(turn, { endings: [...turn.state.endings, ending].slice(-mostEndings) })
  sendEnding(turn, ending)
}

export const changeEnding = (turn: Turn, id: number, patch: Partial<Ending>): Ending | null => {
  const endings = turn.state.endings.map((one) => (one.id === id ? { ...one, ...patch } : one))
  change(turn, { endings })
  return endings.find((one) => one.id === id) ?? null
}

export const dropEnding = (turn: Turn, id: number): void => {
  change(turn, { endings: turn.state.endings.filter((one) => one.id !== id) })
  if (turn.state.endings.length === 0) stopWaiting(turn, 'endings')
}

/** One whose call has no id yet waits for the answer to its ring, or for the line. */
export const sendEnding = (turn: Turn, { id, chatId, callId, event, isFailure, tries }: Ending): void => {
  if (callId === null || !turn.state.isLineOpen) return
  changeEnding(turn, id, { isAsked: true, tries: tries + 1 })
  const why = { for: 'ending', id } as const
  const data = { chat_id: chatId, call_id: callId }
  if (event === 'call:decline') act(turn, { kind: 'ask', event, data, why })
  else act(turn, { kind: 'ask', event, data: { ...data, ...(isFailure && { reason: 'connect_failed' }) }, why })
}

export const sendEndings = (turn: Turn): void => {
  for (const ending of turn.state.endings) if (!ending.isAsked) sendEnding(turn, ending)
}

/** Goes again later; not for ever, since the server ends by itself what nobody comes back to. */
export const endAgain = (turn: Turn, id: number, delayMs = endAgainMs): void => {
  const ending = changeEnding(turn, id, { isAsked: false })
  if (!ending) return
  if (ending.tries >= mostTries) return dropEnding(turn, id)
  wait(turn, 'endings', delayMs)
}
