import type { Socket } from '#client/platform/socket'
import type { LinePhase } from '#client/state/types'
import type { ChatData, ChatEvent } from '#protocol/client-frames'
import { clientGeneration } from '#protocol/limits'
import { closeCodes } from '#protocol/refusals'
import { type Comeback, createComeback } from './comeback.ts'
import { type EventFrame, parseFrame } from './frames.ts'
import { type EndReason, endings, type LinePorts } from './line-ports.ts'
import { createPageView } from './page-view.ts'
import { type Pulse, startPulse } from './pulse.ts'
import { createRequests, lineLost, type Reply, type Requests } from './requests.ts'
import { createTimers, type Timers } from './timers.ts'

const helloWithinMs = 10_000
const quickCheckMs = 4_000
const healthyAfterMs = 10_000

/** The socket of a page: connecting, open (after `hello`) or waiting for the next try, until it is stopped or ended. */
export class LineSocket {
  readonly #ports: LinePorts
  readonly #now: () => number
  readonly #requests: Requests
  readonly #comeback: Comeback
  readonly #view = createPageView()
  readonly #timers: Timers<'retry' | 'hello' | 'healthy' | 'leave' | 'grace'>
  #phase: LinePhase = 'waiting'
  #running = false
  #socket: Socket | null = null
  #pulse: Pulse | null = null
  #offline = false
  #retryAt: number | null = null
  #downSince: number | null = null

  constructor(ports: LinePorts) {
    this.#ports = ports
    this.#now = ports.clock.now
    this.#timers = createTimers(ports.clock)
    this.#comeback = createComeback(ports.random)
    this.#requests = createRequests(ports.clock, () => this.#pulse?.check(quickCheckMs))
  }

  start(): void {
    this.#running = true
    this.#downSince = this.#now()
    this.#connect()
  }

  stop(): void {
    this.#running = false
    this.#dropSocket()
    this.#timers.cancelAll()
    this.#phase = 'waiting'
    this.#retryAt = null
  }

  /** Settles once: with the server's answer, or `line` / `timeout` when nobody knows. Never rejects. */
  request<E extends ChatEvent>(ns: '/chat', event: E, data: ChatData<E>): Promise<Reply> {
    return this.ask({ ns, event, data })
  }

  /** As `request`, of any namespace. */
  ask(saying: { ns: string; event: string; data: object }): Promise<Reply> {
    if (this.#phase !== 'open') return Promise.resolve(lineLost)
    return this.#requests.ask((id) => this.#send({ ...saying, id }))
  }

  /** Says something that needs no answer; while the line is down it is not said. */
  tell<E extends ChatEvent>(ns: '/chat', event: E, data: ChatData<E>): void {
    if (this.#phase === 'open') this.#send({ ns, event, data })
  }

  /** Does not wait for the next try, unless the server asked for patience. */
  retryNow(): void {
    if (this.#running && this.#phase === 'waiting' && this.#comeback.mayHurry(this.#now())) this.#connect()
  }

  setVisible(visible: boolean): void {
    if (!this.#view.turn(visible)) return
    if (this.#phase === 'open') this.#view.tell((frame) => this.#send(frame))
    if (!visible) return
    this.#pulse?.check(quickCheckMs)
    this.retryNow()
  }

  /** A browser without network freezes its sockets instead of closing them: the line is down from that moment on. */
  setOnline(online: boolean): void {
    this.#offline = !online
    if (!this.#running) return
    if (!online) {
      this.#comeback.offline()
      if (this.#phase === 'waiting') this.#tellState()
      else this.lose()
    } else if (this.#phase === 'open') this.#pulse?.check(quickCheckMs)
    else if (this.#comeback.mayHurry(this.#now())) this.#connect()
  }

  #connect(): void {
    this.#dropSocket()
    this.#timers.cancel('retry')
    this.#phase = 'connecting'
    this.#retryAt = null
    this.#timers.set('hello', helloWithinMs, () => this.lose())
    let mine: Socket | null = null
    const isCurrent = () => mine !== null && mine === this.#socket
    mine = this.#ports.openSocket(this.#view.addressOf(this.#ports.url), {
      onText: (text) => isCurrent() && this.#hear(text),
      onClose: (code) => isCurrent() && this.#closed(code),
    })
    this.#socket = mine
    this.#tellState()
  }

  #hear(text: string): void {
    const frame = parseFrame(text)
    this.#pulse?.heard(frame?.kind === 'ack')
    if (frame?.kind === 'ack') this.#requests.settle(frame.id, frame.reply)
    else if (frame?.kind === 'call') this.#ports.onCall?.(frame)
    else if (frame?.event === 'hello') this.#greeted(frame)
    else if (frame?.event === 'goaway') this.#leaveWithin(frame.data.spread_ms)
    else if (frame) this.#ports.onFrame(frame)
  }

  #greeted(frame: EventFrame & { event: 'hello' }): void {
    if (frame.data.min_client > clientGeneration) return this.#end('outdated')
    this.#phase = 'open'
    this.#downSince = null
    this.#comeback.opened()
    this.#timers.cancel('hello', 'grace')
    this.#timers.set('healthy', healthyAfterMs, this.#comeback.healthy)
    const ping = () => void this.#requests.ask((id) => this.#send({ event: 'ping', id }))
    this.#pulse = startPulse({ clock: this.#ports.clock, ping, onDead: () => this.lose() })
    this.#view.tell((frame) => this.#send(frame))
    this.#ports.onFrame(frame)
    this.#tellState()
  }

  /** The server is about to restart: everybody comes back at another moment, and nobody is told of an error meanwhile. */
  #leaveWithin(spreadMs: number): void {
    this.#timers.set('leave', this.#comeback.restartAnnounced(this.#now(), spreadMs), () => this.#connect())
  }

  #closed(code: number): void {
    const ended = endings[code]
    const failedConnect = this.#phase === 'connecting' && !this.#offline
    if (code === closeCodes.flooding) this.#comeback.flooded(this.#now())
    if (ended) this.#end(ended)
    else this.lose()
    if (failedConnect) void this.doubt()
  }

  /** Asks whether the session behind this line still exists, and ends where it does not. */
  async doubt(): Promise<void> {
    if ((await this.#ports.isSessionGone()) && this.#running && this.#phase !== 'open') this.#end('gone')
  }

  /** The socket brings nothing any more; another one is tried. */
  lose(): void {
    const now = this.#now()
    this.#dropSocket()
    this.#phase = 'waiting'
    const graceMs = this.#comeback.graceMs(now)
    if (graceMs > 0) this.#timers.set('grace', graceMs, () => this.#admitDown())
    else this.#downSince ??= now
    const delayMs = this.#comeback.delayMs(now)
    this.#retryAt = now + delayMs
    this.#timers.set('retry', delayMs, () => this.#connect())
    this.#tellState()
  }

  #admitDown(): void {
    this.#downSince ??= this.#now()
    this.#tellState()
  }

  #end(reason: EndReason): void {
    this.stop()
    this.#downSince ??= this.#now()
    this.#tellState()
    this.#ports.onEnd(reason)
  }

  #dropSocket(): void {
    const socket = this.#socket
    this.#socket = null
    this.#pulse?.stop()
    this.#pulse = null
    this.#timers.cancel('hello', 'healthy', 'leave')
    socket?.close()
    this.#requests.failAll()
  }

  #send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  #tellState(): void {
    const offline = this.#offline && this.#phase !== 'open'
    this.#ports.onState({ phase: this.#phase, offline, retryAt: this.#retryAt, downSince: this.#downSince })
  }
}
