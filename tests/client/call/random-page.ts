import type { CallFrame } from '#client/call/calls-ports'
import { startState, stepCalls } from '#client/call/machine'
import type { Effect, MachineEvent, MachineState, TimerName } from '#client/call/machine-types'
import type { PeerState } from '#client/call/types'
import type { Reply } from '#client/net/requests'
import type { Side } from '#protocol/messages'
import { ice, no, ok } from './stage.ts'

/** What a run is made of: which kind of thing happens, and numbers to choose by. */
export type Happening = { kind: number; pick: number; more: number }

const chats = ['chat-1', 'chat-2'] as const
const callIds = ['call-1', 'call-2', 'call-3'] as const
const codes = [
  'line',
  'timeout',
  'wrong_state',
  'forbidden',
  'busy',
  'rate_limited',
  'not_found',
  'unavailable',
] as const
const peerStates: readonly PeerState[] = ['connecting', 'up', 'down', 'failed']
const sides: readonly Side[] = ['user', 'admin']

const oneOf = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

const frameOf = ({ pick, more }: Happening): CallFrame => {
  const of = { chat_id: oneOf(chats, more), call_id: oneOf(callIds, more >> 1) }
  const expires_at = new Date(1_700_000_060_000).toISOString()
  return oneOf<CallFrame>(
    [
      { event: 'call:incoming', data: { ...of, fromName: 'Eda', video: false, expires_at } },
      { event: 'call:incoming', data: { ...of, fromName: 'Eda', video: true, expires_at: 'soon' } },
      { event: 'call:accepted', data: { ...of, caller: oneOf(sides, more >> 3), you: (more & 16) > 0 } },
      { event: 'call:declined', data: of },
      { event: 'call:ended', data: { ...of, reason: 'hangup', duration_s: 1 } },
      { event: 'call:ended', data: { ...of, reason: 'answered_elsewhere', duration_s: 0 } },
      { event: 'call:rejoined', data: of },
      { event: 'rtc:offer', data: { ...of, sdp: 'o' } },
      { event: 'rtc:answer', data: { ...of, sdp: 'a' } },
      { event: 'rtc:candidate', data: { ...of, candidate: null } },
    ],
    pick,
  )
}

const deedOf = ({ pick, more }: Happening): MachineEvent =>
  oneOf<MachineEvent>(
    [
      { kind: 'ring', chatId: oneOf(chats, more), video: (more & 2) > 0 },
      { kind: 'accept' },
      { kind: 'accept' },
      { kind: 'decline' },
      { kind: 'hangUp' },
      { kind: 'dismiss' },
      { kind: 'toggleMicrophone' },
      { kind: 'toggleCamera' },
      { kind: 'flipCamera' },
      { kind: 'chooseMicrophone', deviceId: 'x' },
      { kind: 'acceptWaiting', callId: oneOf(callIds, more) },
      { kind: 'declineWaiting', callId: oneOf(callIds, more) },
      { kind: 'devices' },
      { kind: 'network', change: 'path' },
      { kind: 'network', change: 'seen' },
      { kind: 'playing', isPlaying: (more & 1) > 0 },
      { kind: 'cameras', hasTwo: true },
      { kind: 'microphoneAllowed', id: more },
    ],
    pick,
  )

const refusalOf = (pick: number): Reply => no(oneOf(codes, pick), (pick & 64) > 0 ? 500 : undefined)

const answerOf = ({ event, data }: Effect & { kind: 'ask' }, { pick, more }: Happening): Reply => {
  if (more % 3 === 0) return refusalOf(pick)
  if (event === 'call:ring') return ok({ call_id: oneOf(callIds, pick) })
  if (event !== 'join') return ok()
  if (more % 5 === 0) return ok({ call: null })
  const call_id = data.call_id ?? oneOf(callIds, pick)
  const [caller, state] = [oneOf(sides, more >> 2), oneOf(['ringing', 'live'] as const, more >> 3)]
  return ok({ call: { call_id, state, caller, video: false } })
}

export type Check = (page: RandomPage, before: MachineState, event: MachineEvent, effects: readonly Effect[]) => void

/** One page around the machine: it answers what was asked, in any order, and knows what is open. */
export class RandomPage {
  state: MachineState
  now = 1_700_000_000_000
  steps = 0
  readonly peers = new Set<number>()
  readonly media = new Set<number>()
  readonly timers = new Map<TimerName, number>()
  /** What was asked for in this run and is not there yet. */
  asks: (Effect & { kind: 'ask' })[] = []
  opening: { kind: 'microphone' | 'camera'; id: number }[] = []
  isIceAsked = false
  readonly #check: Check

  constructor(self: Side, check: Check) {
    this.state = startState(self, self === 'user' ? 'chat-1' : null, true)
    this.#check = check
    this.tell({ kind: 'lineOpened', remembered: null })
  }

  tell(event: MachineEvent): void {
    const before = this.state
    const { state, effects } = stepCalls(before, event, this.now)
    this.state = state
    this.steps++
    for (const effect of effects) this.#run(effect)
    this.#check(this, before, event, effects)
  }

  happen(happening: Happening): void {
    const event = this.#eventOf(happening)
    if (event) this.tell(event)
  }

  /** Lets time pass; what comes due on the way is told. */
  pass(ms: number): void {
    const until = this.now + ms
    for (;;) {
      const [next] = [...this.timers].filter(([, at]) => at <= until).toSorted(([, a], [, b]) => a - b)
      if (!next) break
      this.now = Math.max(this.now, next[1])
      this.timers.delete(next[0])
      this.tell({ kind: 'due', name: next[0] })
    }
    this.now = until
  }

  #eventOf(happening: Happening): MachineEvent | null {
    const { kind, pick, more } = happening
    const name = oneOf(
      ['deed', 'frame', 'answer', 'answer', 'answer', 'device', 'ice', 'peer', 'track', 'time', 'line'],
      kind,
    )
    if (name === 'deed') return deedOf(happening)
    if (name === 'frame') return { kind: 'frame', frame: frameOf(happening) }
    if (name === 'answer') return this.#answer(happening)
    if (name === 'device') return this.#device(happening)
    if (name === 'ice') return this.#ice(more)
    if (name === 'peer') return this.#peer(pick, more)
    if (name === 'track')
      return { kind: 'track', id: oneOf([...this.media, 0], pick), told: oneOf(['ended', 'muted', 'unmuted'], more) }
    if (name === 'line') return this.#line(more)
    this.pass([200, 2000, 9000, 30_000][pick % 4] ?? 0)
    return null
  }

  #answer(happening: Happening): MachineEvent | null {
    const ask = this.asks.shift()
    return ask ? { kind: 'reply', why: ask.why, reply: answerOf(ask, happening) } : null
  }

  #device({ pick, more }: Happening): MachineEvent | null {
    const [one] = this.opening.splice(pick % Math.max(1, this.opening.length), 1)
    if (!one) return null
    const hasFailed = more % 4 === 0
    if (!hasFailed) this.media.add(one.id)
    return { ...one, fault: hasFailed ? 'refused' : null }
  }

  #ice(more: number): MachineEvent | null {
    if (!this.isIceAsked) return null
    this.isIceAsked = false
    return { kind: 'ice', answer: more % 4 === 0 ? null : { ...ice, ttl: more % 100 } }
  }

  #peer(pick: number, more: number): MachineEvent {
    const id = oneOf([...this.peers, 0], pick)
    if (more % 8 === 0) return { kind: 'peer', id, told: { bye: true } }
    if (more % 8 === 1) return { kind: 'peer', id, told: { signal: { type: 'candidate', candidate: null } } }
    if (more % 8 === 2)
      return { kind: 'peer', id, told: { status: { isMuted: true, isPaused: true, hasCamera: true } } }
    return { kind: 'peer', id, told: { state: oneOf(peerStates, more >> 3) } }
  }

  #line(more: number): MachineEvent {
    if (!this.state.isLineOpen) {
      const at = this.now - 1000
      const callId = more % 8 === 0 ? null : 'call-1'
      const remembered = more % 4 === 0 ? { chatId: 'chat-1', callId, isCaller: true, isMuted: true, at } : null
      return { kind: 'lineOpened', remembered }
    }
    // A lost line settles what was asked by it.
    for (let ask = this.asks.shift(); ask; ask = this.asks.shift())
      this.tell({ kind: 'reply', why: ask.why, reply: no('line') })
    return { kind: 'lineLost' }
  }

  #run(effect: Effect): void {
    if (effect.kind === 'ask') this.asks.push(effect)
    else if (effect.kind === 'openMicrophone') this.opening.push({ kind: 'microphone', id: effect.id })
    else if (effect.kind === 'openCamera') this.opening.push({ kind: 'camera', id: effect.id })
    else if (effect.kind === 'closeMedia') this.media.delete(effect.id)
    else if (effect.kind === 'fetchIce') this.isIceAsked = true
    else if (effect.kind === 'makePeer') this.peers.add(effect.id)
    else if (effect.kind === 'closePeer') this.peers.delete(effect.id)
    else if (effect.kind === 'timer') this.#setTimer(effect)
  }

  #setTimer({ name, delayMs }: Effect & { kind: 'timer' }): void {
    if (delayMs === null) this.timers.delete(name)
    else this.timers.set(name, this.now + delayMs)
  }
}
