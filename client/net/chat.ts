import { countUnread } from '#client/state/conversation'
import { selectConversation } from '#client/state/entries'
import type { Conversation, Line } from '#client/state/types'
import type { Side } from '#protocol/messages'
import type { Api } from './api.ts'
import type { Devices } from './devices.ts'
import { Drain } from './drain.ts'
import type { EventFrame } from './frames.ts'
import { LineSocket } from './line.ts'
import type { EndReason } from './line-ports.ts'
import { Outbox } from './outbox.ts'
import { Rooms } from './rooms.ts'

export type ChatPorts = {
  self: Side
  devices: Devices
  api: Pick<Api, 'olderMessages'>
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
  readonly #ports: ChatPorts
  readonly #line: LineSocket
  readonly #drain: Drain
  readonly #stops: (() => void)[]
  #lineState: Line = { phase: 'connecting', offline: false, retryAt: null, downSince: null }
  #isRunning = true
  #willTell = false

  constructor(ports: ChatPorts) {
    this.#ports = ports
    const { self, devices, api, isSessionGone, isOurs, onEnd, onRefused, onNotKept, onHeldUp } = ports
    const { clock, random, newId, store, url, openSocket } = devices
    const tabs = devices.openTabs(() => void this.outbox.read())
    const leader = devices.lead(() => void this.outbox.read().then(() => this.#drain.run()))
    const onState = (line: Line) => this.#lineChanged(line)
    this.#line = new LineSocket({
      url,
      openSocket,
      clock,
      random,
      isSessionGone,
      onState,
      onFrame: (frame) => this.#hear(frame),
      onEnd,
    })
    const onChange = () => this.#changed()
    this.outbox = new Outbox({ side: self, store, tabs, clock, newId, onChange, onNotKept })
    this.rooms = new Rooms({ line: this.#line, api, clock, self, onChange, onRefused })
    const onStored: Rooms['stored'] = (message) => this.rooms.stored(message)
    this.#drain = new Drain({
      outbox: this.outbox,
      rooms: this.rooms,
      line: this.#line,
      leader,
      clock,
      isOurs,
      onStored,
      onHeldUp,
    })
    this.#stops = [
      devices.onVisibility((visible) => this.#line.setVisible(visible)),
      devices.onOnline((online) => this.#line.setOnline(online)),
      () => tabs.close(),
      () => leader.stop(),
      () => this.#drain.stop(),
      () => this.rooms.stop(),
      () => this.#line.stop(),
    ]
  }

  get line(): Line {
    return this.#lineState
  }

  start(): void {
    const { devices } = this.#ports
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
    this.#ports.onFrame(frame)
    if (!this.#isRunning) return
    if (frame.event === 'hello') this.rooms.lineOpened()
    else this.rooms.hear(frame)
  }

  #lineChanged(line: Line): void {
    if (!this.#isRunning) return
    this.#lineState = line
    const isOpen = line.phase === 'open'
    if (!isOpen) this.rooms.lineLost()
    this.#drain.setOpen(isOpen)
    this.#changed()
  }

  #changed(): void {
    if (!this.#isRunning) return
    this.#drain.run()
    if (this.#willTell) return
    this.#willTell = true
    queueMicrotask(() => {
      this.#willTell = false
      if (this.#isRunning) this.#ports.onChange()
    })
  }
}
