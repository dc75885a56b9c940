import type { CallEffect, CallInput, CallRules, CallState, Signal, Socket } from '#server/domain/call'
import { nextDue, stepCall } from '#server/domain/call-machine'
import { ringing, ringMeans } from '#server/domain/call-ring'

export const walkRules: CallRules = { ringTimeoutMs: 60_000, callLostMs: 30_000 }

/** Two devices on each side, each with at most two sockets. */
const devices = ['user:1', 'user:2', 'admin:a', 'admin:b'] as const
const acts = [
  ...['open', 'open', 'open', 'open', 'close', 'ring', 'ring', 'accept', 'accept', 'accept', 'decline', 'end', 'fail'],
  ...['offer', 'answer', 'candidate', 'candidate', 'rejoin', 'rejoin', 'hear', 'wait', 'wait', 'long_wait'],
  ...['restart', 'hang_up'],
] as const
export const actCount = acts.length

export type WalkStep = { act: number; device: number; socket: number }

type Heard = { socket: Socket; event: string; callId: string }

/** A conversation's calls, driven by steps that mean whatever fits then; it checks the promises at each of them. */
export class CallWalk {
  now = 1_000_000
  call: CallState | null = null
  rings = 0
  ended = 0
  live = 0
  readonly acts: Record<string, number> = {}
  readonly #sockets = new Map<string, Socket[]>()
  readonly #endsHeard = new Map<string, Set<Socket>>()

  step({ act, device, socket }: WalkStep): void {
    const name = acts[act % acts.length] ?? 'wait'
    const who = devices[device % devices.length] ?? 'user:1'
    const open = this.#sockets.get(who) ?? []
    const by = open[socket % Math.max(1, open.length)]
    this.acts[name] = (this.acts[name] ?? 0) + 1
    if (name === 'open') this.#open(who)
    else if (name === 'wait') this.#wait(500)
    else if (name === 'long_wait') this.#wait(20_000)
    else if (name === 'restart') this.#restart()
    else if (name === 'hang_up') this.#apply({ kind: 'hang_up' })
    else if (by) this.#act(name, who, by)
    this.#check()
  }

  /** All pages go and time passes: whatever was on must come to an end by itself. */
  finish(): void {
    for (const who of devices) for (const socket of [...(this.#sockets.get(who) ?? [])]) this.#close(who, socket)
    this.#wait(walkRules.ringTimeoutMs + walkRules.callLostMs)
    if (this.call && this.call.phase !== 'ended') throw new Error('a call without an end')
    if (this.ended !== this.rings) throw new Error(`${this.rings} calls came to ${this.ended} ends`)
  }

  #open(who: string): void {
    const open = this.#sockets.get(who) ?? []
    if (open.length >= 2) return
    this.#sockets.set(who, [...open, { role: who.startsWith('user') ? 'user' : 'admin', device: who }])
  }

  #close(who: string, socket: Socket): void {
    const left = (this.#sockets.get(who) ?? []).filter((one) => one !== socket)
    this.#sockets.set(who, left)
    this.#apply({ kind: 'gone', socket })
  }

  #act(name: (typeof acts)[number], who: string, by: Socket): void {
    const signals: Partial<Record<string, Signal>> = {
      offer: { event: 'rtc:offer', sdp: 'offer' },
      answer: { event: 'rtc:answer', sdp: 'answer' },
      candidate: { event: 'rtc:candidate', candidate: null },
    }
    const signal = signals[name]
    if (name === 'close') this.#close(who, by)
    else if (name === 'ring') this.#ring(by)
    else if (name === 'end' || name === 'fail') this.#apply({ kind: 'end', by, isFailure: name === 'fail' })
    else if (signal) this.#apply({ kind: 'signal', by, signal })
    else if (name === 'accept' || name === 'decline' || name === 'rejoin' || name === 'hear')
      this.#apply({ kind: name, by })
  }

  #ring(by: Socket): void {
    const means = ringMeans(this.call, by)
    if (means === 'accept') this.#apply({ kind: 'accept', by })
    if (means !== 'anew') return
    if (this.call && this.call.phase !== 'ended') throw new Error('two calls in one conversation')
    this.rings += 1
    const { ringTimeoutMs } = walkRules
    this.call = ringing({ callId: `call-${this.rings}`, video: false, by, now: this.now, ringTimeoutMs })
    for (const who of devices)
      for (const socket of this.#sockets.get(who) ?? [])
        if (socket.role !== by.role) this.#apply({ kind: 'hear', by: socket })
  }

  #apply(input: CallInput): void {
    const before = this.call
    if (!before) return
    const step = stepCall(before, input, this.now, walkRules)
    if ('ok' in step) return
    this.call = step.call
    // Whoever takes an end over begins anew.
    if (input.kind === 'rejoin') this.#endsHeard.get(before.callId)?.delete(input.by)
    if (before.phase === 'ringing' && step.call.phase === 'live') this.live += 1
    for (const effect of step.effects) this.#follow(effect, before, step.call, input)
  }

  #follow(effect: CallEffect, before: CallState, after: CallState, input: CallInput): void {
    if (effect.kind === 'ended') {
      if (before.phase === 'ended' || after.phase !== 'ended') throw new Error('an end of what was over')
      this.ended += 1
    }
    if (effect.kind !== 'say') return
    for (const socket of effect.to)
      this.#hear({ socket, event: effect.frame.event, callId: after.callId }, before, after, input)
  }

  #hear({ socket, event, callId }: Heard, before: CallState, after: CallState, input: CallInput): void {
    const by = 'by' in input ? input.by : null
    if (!(this.#sockets.get(socket.device) ?? []).includes(socket)) throw new Error(`${event} to a socket that is gone`)
    if (event === 'call:ended' || event === 'call:declined') this.#hearEnd(socket, callId, before, by)
    else if (socket !== after.callerEnd.socket && socket !== after.calleeEnd?.socket)
      throw new Error(`${event} to a third socket`)
    else if (socket === by && input.kind === 'signal') throw new Error(`${event} back to its sender`)
  }

  #hearEnd(socket: Socket, callId: string, before: CallState, by: Socket | null): void {
    if (!before.knowing.has(socket) && socket !== by) throw new Error('the end of a call that it never heard of')
    const heard = this.#endsHeard.get(callId) ?? new Set()
    if (heard.has(socket)) throw new Error('a second end of one call')
    this.#endsHeard.set(callId, heard.add(socket))
  }

  #wait(ms: number): void {
    const until = this.now + ms
    for (;;) {
      const at = this.call ? nextDue(this.call, walkRules) : null
      if (at === null || at > until) break
      this.now = Math.max(this.now, at)
      this.#apply({ kind: 'due' })
    }
    this.now = until
  }

  /** As a start finds it: no socket is left, and the stored ends begin to wait. */
  #restart(): void {
    this.#sockets.clear()
    if (!this.call || this.call.phase === 'ended') return
    const away = <E extends { device: string }>(end: E) => ({ ...end, socket: null, goneAt: this.now })
    const { callerEnd, calleeEnd } = this.call
    this.call = {
      ...this.call,
      callerEnd: away(callerEnd),
      calleeEnd: calleeEnd && away(calleeEnd),
      knowing: new Set(),
      toldElsewhere: new Set(),
      held: [],
    }
  }

  #check(): void {
    const { call } = this
    if (!call || call.phase === 'ended') return
    const isHeld = call.callerEnd.socket !== null && (call.phase === 'ringing' || call.calleeEnd?.socket != null)
    if (nextDue(call, walkRules) === null && !(isHeld && call.phase === 'live')) throw new Error('stuck')
    if ((call.phase === 'live') !== (call.calleeEnd !== null)) throw new Error('live without a callee')
    if (call.phase === 'live' && call.held.length > 0) throw new Error('held after the answer')
    for (const end of [call.callerEnd, call.calleeEnd])
      if (end && (end.socket === null) !== (end.goneAt !== null)) throw new Error('an end without a moment')
  }
}
