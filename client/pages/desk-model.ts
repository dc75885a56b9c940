import type { Api } from '#client/net/api'
import { Chat } from '#client/net/chat'
import type { Devices } from '#client/net/devices'
import type { EndReason } from '#client/net/line-ports'
import { ThreadLoader } from '#client/net/thread-loader'
import { address, onAddress } from '#client/platform/address'
import type { Clock } from '#client/platform/clock'
import type { Thread } from '#protocol/messages'

export type DeskModelPorts = {
  api: Api
  devices: Devices
  onChange: () => void
  onEnd: (reason: EndReason) => void
  onNotKept: () => void
  onHeldUp: () => void
}

/** The desk without its views: the lists, the conversations, and which of them the page's address opens. */
export class DeskModel {
  readonly chat: Chat
  readonly threads: ThreadLoader
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #stopFollowing: () => void
  #openChatId: string | null = null
  #serverAheadMs = 0

  constructor({ api, devices, onChange, onEnd, onNotKept, onHeldUp }: DeskModelPorts) {
    this.#clock = devices.clock
    this.#onChange = onChange
    this.threads = new ThreadLoader({ api, clock: devices.clock, onChange, onGone: () => onEnd('gone') })
    this.chat = new Chat({
      self: 'admin',
      devices,
      api,
      isSessionGone: () => api.me().then((me) => !me.ok && me.code === 'unauthenticated'),
      isOurs: () => true,
      onChange,
      onFrame: (frame) => {
        if (frame.event === 'hello') this.#greeted(frame.data.server_time)
        if (frame.event === 'thread:updated') this.threads.hear(frame.data)
      },
      onEnd,
      onRefused: (chatId) => chatId === this.#openChatId && this.close(),
      onNotKept,
      onHeldUp,
    })
    this.#stopFollowing = onAddress(() => this.#follow())
  }

  get openChatId(): string | null {
    return this.#openChatId
  }

  /** The server's time, which the waiting times were taken from: a device's own clock may be set wrong. */
  now(): number {
    return this.#clock.now() + this.#serverAheadMs
  }

  start(): void {
    this.#follow()
    this.chat.start()
  }

  stop(): void {
    this.#stopFollowing()
    this.threads.stop()
    this.chat.stop()
  }

  open(chatId: string): void {
    if (chatId === this.#openChatId) return
    address.toChat(chatId)
    this.#follow()
  }

  close(): void {
    address.toList()
    this.#follow()
  }

  thread(chatId: string): Thread | null {
    return this.threads.state.known.get(chatId) ?? null
  }

  #greeted(serverTime: string): void {
    this.#serverAheadMs = Date.parse(serverTime) - this.#clock.now() || 0
    this.threads.lineOpened()
  }

  #follow(): void {
    const chatId = address.chatId()
    if (chatId === this.#openChatId) return
    this.#openChatId = chatId
    if (chatId === null) this.chat.rooms.close()
    else this.chat.rooms.open(chatId, this.thread(chatId)?.cid ?? '')
    this.#onChange()
  }
}
