import type { CallLine } from '#client/call/types'
import { countUnread } from '#client/state/conversation'
import { selectConversation } from '#client/state/entries'
import type { Conversation, Line } from '#client/state/types'
import type { Side } from '#protocol/messages'
import type { Api } from './api.ts'
import { type CallEars, createCallLine } from './call-ears.ts'
import type { Devices } from './devices.ts'
import { createFallback, type Fallback } from './fallback.ts'
import type { EventFrame } from './frames.ts'
import { greetings } from './greetings.ts'
import { noteLastWord } from './last-word.ts'
import { LineSocket } from './line.ts'
import type { EndReason } from './line-ports.ts'
import type { Outbox } from './outbox.ts'
import { Rooms } from './rooms.ts'
import { createSending, type Sending } from './sending.ts'

export type ChatPorts = {
  self: Side
  devices: Devices
  api: Pick<Api, 'olderMessages' | 'newestMessages' | 'socketRefusal'>
  /** Asks for what else of this page lives by frames, while the line is down; false where no answer came. */
  onAsk?: () => Promise<boolean>
  isSessionGone: () => Promise<boolean>
  /** Whether this page may write into the conversation. */
  isOurs: (chatId: string) => boolean
  /** Something that is shown changed; called once for all changes of a turn. */
  onChange: () => void
  /** Every frame, before the rooms hear it. */
  onFrame: (frame: EventFrame) => void
  onEnd: (reason: EndReason) => void
  onRefused: (chatId: string, code: string) => void
  onNotKept: () => void
  onHeldUp: () => void
}

/** A page's chat without its views: the line, the conversations on it, and what waits to be sent. */
export class Chat {
  readonly outbox: Outbox
  readonly rooms: Rooms
  readonly callLine: CallLine
  readonly #ports: ChatPorts
  readonly #line: LineSocket
  readonly #sending: Sending
  readonly #fallback: Fallback
  readonly #stops: (() => void)[]
  #lineState: Line = { phase: 'connecting', offline: false, retryAt: null, downSince: null }
  #refusal: string | null = null
  #ears: CallEars | null = null
  #isRunning = true
  #willTell = false

  constructor(ports: ChatPorts) {
    this.#ports = ports
    const { self, devices, api, isOurs, onEnd, onRefused, onNotKept, onHeldUp } = ports
    const { clock, random, url } = devices
    const { openSocket, heardAt } = noteLastWord(devices)
    const onState = (line: Line) => this.#lineChanged(line)
    this.#line = new LineSocket({
      url,
      openSocket,
      clock,
      random,
      isSessionGone: () => this.#askWhyNot(),
      onState,
      onFrame: (frame) => this.#hear(frame),
      onCall: (frame) => this.#ears?.hear(frame),
      onEnd,
    })
    this.callLine = createCallLine(this.#line, () => this.#lineState.phase === 'open')
    const onChange = () => this.#changed()
    this.rooms = new Rooms({ ...devices, line: this.#line, api, self, heardAt, onChange, onRefused })
    this.#fallback = createFallback({ ...devices, ask: () => this.#ask(), onChange })
    this.#sending = createSending({
      self,
      devices,
      rooms: this.rooms,
      line: this.#line,
      isOurs,
      onStored: (message) => this.rooms.stored(message),
      onChange,
      onNotKept,
      onHeldUp,
      onUnauthenticated: () => void this.#line.doubt(),
    })
    this.outbox = this.#sending.outbox
    this.#stops = [
      devices.onVisibility((visible) => this.#visibilityChanged(visible)),
      devices.onOnline((online) => this.#onlineChanged(online)),
      () => this.#sending.stop(),
      () => this.rooms.stop(),
      () => this.#line.stop(),
      () => this.#fallback.stop(),
    ]
  }

  get line(): Line {
    if (this.#lineState.phase === 'open') return this.#lineState
    const refusal = this.#refusal === null ? {} : { refusal: this.#refusal }
    return { ...this.#lineState, ...refusal, ...(this.#fallback.isAnswered() && { isAsking: true }) }
  }

  start(ears: CallEars | null = null): void {
    const { devices } = this.#ports
    this.#ears = ears
    this.#line.setVisible(devices.isVisible())
    if (!devices.isOnline()) this.#line.setOnline(false)
    void this.outbox.read()
    this.#line.start()
  }

  stop(): void {
    this.#isRunning = false
    for (const stop of this.#stops) stop()
  }

  retryLine(): void {
    this.#line.retryNow()
  }

  /** Something else is looked at: while the line is down it is asked for at once. */
  look(): void {
    this.#fallback.lookNow()
  }

  conversation(chatId: string): Conversation | null {
    const state = this.rooms.state(chatId)
    const now = { isOpen: this.#lineState.phase === 'open', nowMs: this.#ports.devices.clock.now() }
    return state && selectConversation(state, this.outbox.state, now)
  }

  unread(chatId: string): number {
    const state = this.rooms.state(chatId)
    return state ? countUnread(state) : 0
  }

  #hear(frame: EventFrame): void {
    if (frame.event === 'hello') greetings.heard()
    this.#ports.onFrame(frame)
    if (!this.#isRunning) return
    if (frame.event === 'hello') this.rooms.lineOpened()
    else this.rooms.hear(frame)
  }

  #lineChanged(line: Line): void {
    if (!this.#isRunning) return
    const wasOpen = this.#lineState.phase === 'open'
    this.#lineState = line
    const isOpen = line.phase === 'open'
    if (isOpen) this.#refusal = null
    else this.rooms.lineLost()
    this.#sending.setOpen(isOpen)
    this.#fallback.setOpen(isOpen)
    if (isOpen !== wasOpen) this.#ears?.[isOpen ? 'lineOpened' : 'lineLost']()
    this.#changed()
  }

  /** After a connect that failed; whether it was the session. */
  async #askWhyNot(): Promise<boolean> {
    const { isSessionGone, api, self } = this.#ports
    if (await isSessionGone()) return true
    const refusal = await api.socketRefusal(self)
    if (refusal === this.#refusal || this.#lineState.phase === 'open') return false
    this.#refusal = refusal
    this.#changed()
    return false
  }

  async #ask(): Promise<boolean> {
    const [code, areOthers] = await Promise.all([this.rooms.askOpen(), this.#ports.onAsk?.() ?? true])
    if (code === 'unauthenticated') void this.#line.doubt()
    return code === null && areOthers
  }

  #visibilityChanged(visible: boolean): void {
    this.#line.setVisible(visible)
    if (!visible) return this.rooms.hidden()
    this.rooms.shown()
    this.#fallback.lookNow()
  }

  #onlineChanged(online: boolean): void {
    this.#line.setOnline(online)
    if (!online) return
    this.#sending.hurry()
    this.#fallback.lookNow()
  }

  #changed(): void {
    if (!this.#isRunning) return
    this.#sending.run()
    if (this.#willTell) return
    this.#willTell = true
    queueMicrotask(() => {
      this.#willTell = false
      if (this.#isRunning) this.#ports.onChange()
    })
  }
}
