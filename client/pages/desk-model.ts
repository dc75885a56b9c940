import type { Api } from '#client/net/api'
import type { CallEars } from '#client/net/call-ears'
import { Chat } from '#client/net/chat'
import type { Devices } from '#client/net/devices'
import { HitWalk, type HitWalkPorts } from '#client/net/hit-walk'
import type { EndReason } from '#client/net/line-ports'
import { SearchLoader } from '#client/net/search-loader'
import { ThreadLoader } from '#client/net/thread-loader'
import { address, onAddress } from '#client/platform/address'
import type { Clock } from '#client/platform/clock'
import { createPendingDeletions } from '#client/state/pending-deletions'
import { selectThreads } from '#client/state/threads'
import type { ThreadFilter } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import { createNotes, type Notes } from './notes.ts'

export type DeskModelPorts = {
  api: Api
  devices: Devices
  onChange: () => void
  onEnd: (reason: EndReason) => void
  /** A conversation is gone for good; `wasOpen` here, and nobody on this page had asked for that. */
  onErased: (chatId: string, wasOpen: boolean) => void
  onNotKept: () => void
  onHeldUp: () => void
  /** A step among what was found leads to a message, or failed. */
  onReach: HitWalkPorts['onReach']
  onSearchFailed: HitWalkPorts['onFailed']
}

/** The desk without its views: the lists, the conversations, and which of them the page's address opens. */
export class DeskModel {
  readonly chat: Chat
  readonly threads: ThreadLoader
  readonly search: SearchLoader
  readonly hits: HitWalk
  readonly notes: Notes
  readonly deletedMessages = createPendingDeletions<number>()
  readonly deletedThreads = createPendingDeletions<string>()
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #onErased: DeskModelPorts['onErased']
  readonly #stops: (() => void)[]
  #openChatId: string | null = null
  #takesFocus = true
  #serverAheadMs = 0

  constructor(ports: DeskModelPorts) {
    const { api, devices, onChange, onEnd, onErased, onNotKept, onHeldUp, onReach, onSearchFailed: onFailed } = ports
    const { clock, cache } = devices
    const lists = { api, cache, clock, onChange, onGone: () => onEnd('gone') }
    this.#clock = clock
    this.#onChange = onChange
    this.#onErased = onErased
    this.threads = new ThreadLoader({ ...lists, onCaughtUp: (rows) => this.chat.rooms.memory.compare(rows) })
    this.search = new SearchLoader(lists)
    const isHidden = (id: number) => this.deletedMessages.has(id)
    this.hits = new HitWalk({ ...lists, isHidden, onReach, onFailed })
    this.notes = createNotes({ api, clock, onChange, onSaved: (thread) => this.hear(thread) })
    this.chat = new Chat({
      self: 'admin',
      devices,
      api,
      isSessionGone: () => api.me().then((me) => !me.ok && me.code === 'unauthenticated'),
      isOurs: () => true,
      onAsk: () => this.threads.ask(),
      onChange,
      onFrame: (frame) => {
        if (frame.event === 'hello') this.#greeted(frame.data.server_time)
        if (frame.event === 'thread:updated') this.hear(frame.data)
      },
      onEnd,
      onRefused: (chatId, code) => this.#refused(chatId, code),
      onNotKept,
      onHeldUp,
    })
    this.#stops = [onAddress(() => this.#follow()), devices.onVisibility((visible) => visible || this.threads.flush())]
  }

  get openChatId(): string | null {
    return this.#openChatId
  }

  /** Whether what is opened now is to be written in at once. */
  get takesFocus(): boolean {
    return this.#takesFocus
  }

  /** The server's time, which the waiting times were taken from: a device's own clock may be set wrong. */
  now(): number {
    return this.#clock.now() + this.#serverAheadMs
  }

  /** `ears`: whoever takes the calls of this page. */
  start(ears: CallEars): void {
    this.#follow()
    void this.threads.recall()
    this.chat.start(ears)
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    this.notes.flush()
    this.threads.stop()
    this.search.stop()
    this.hits.stop()
    this.chat.stop()
  }

  open(chatId: string, { takesFocus }: { takesFocus: boolean } = { takesFocus: true }): void {
    if (chatId === this.#openChatId) return
    this.#takesFocus = takesFocus
    address.toChat(chatId)
    this.#follow()
  }

  close(): void {
    address.toList()
    this.#follow()
  }

  /** A conversation changed, or is gone. */
  hear(update: ThreadUpdate): void {
    this.threads.hear(update)
    this.search.hear(update)
    if (!('deleted' in update)) return this.chat.rooms.memory.compareOne(update)
    const { chat_id: chatId } = update
    const wasOpen = chatId === this.#openChatId && !this.deletedThreads.has(chatId)
    if (chatId === this.#openChatId) this.close()
    void this.chat.outbox.forget(chatId)
    this.chat.rooms.memory.forget(chatId)
    this.#onErased(chatId, wasOpen)
  }

  /** Those of a list that are not deleted on this screen. */
  listed(filter: ThreadFilter): readonly Thread[] {
    return this.deletedThreads.without(selectThreads(this.threads.state, filter), ({ chat_id: chatId }) => chatId)
  }

  /** Something that the views alone hold changed. */
  redraw(): void {
    this.#onChange()
  }

  thread(chatId: string): Thread | null {
    return this.threads.state.known.get(chatId) ?? null
  }

  #refused(chatId: string, code: string): void {
    this.chat.rooms.memory.forget(chatId)
    if (code === 'not_found') this.hear({ chat_id: chatId, deleted: true })
    else if (chatId === this.#openChatId) this.close()
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
    this.chat.look()
    this.#onChange()
  }
}
