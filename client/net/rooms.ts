import type { Clock } from '#client/platform/clock'
import {
  type ConversationEvent,
  type ConversationState,
  createConversation,
  reduceConversation,
  typingLastsMs,
} from '#client/state/conversation'
import { limits } from '#protocol/limits'
import type { Message, Side } from '#protocol/messages'
import type { Api } from './api.ts'
import type { EventFrame } from './frames.ts'
import type { LineSocket } from './line.ts'
import { Membership } from './membership.ts'
import type { Reply } from './requests.ts'
import { toRoomEvent } from './room-events.ts'
import { createTimers, type Timers } from './timers.ts'

export type RoomPorts = {
  line: Pick<LineSocket, 'request' | 'tell'>
  api: Pick<Api, 'olderMessages'>
  clock: Clock
  self: Side
  onChange: (chatId: string) => void
  /** The server will not let this page in. */
  onRefused: (chatId: string, code: string) => void
}

// A desk that stays open for weeks meets thousands of conversations; those that were not used for longest go.
const mostHeld = 40

/** The conversations that this page holds, and its place in their rooms on the server. */
export class Rooms {
  readonly #ports: RoomPorts
  readonly #timers: Timers<string>
  /** In the order of last use. */
  readonly #states = new Map<string, ConversationState>()
  readonly #membership: Membership
  readonly #reading = new Set<string>()
  #openChatId: string | null = null
  #typedAt = 0

  constructor(ports: RoomPorts) {
    this.#ports = ports
    this.#timers = createTimers(ports.clock)
    this.#membership = new Membership({
      line: ports.line,
      timers: this.#timers,
      onJoined: (chatId, cid) => this.#dispatch(chatId, { type: 'joined', cid }),
      onAgain: (chatId) => chatId === this.#openChatId && void this.join(chatId),
      onRefused: ports.onRefused,
    })
  }

  state(chatId: string): ConversationState | null {
    return this.#states.get(chatId) ?? null
  }

  /** The person looks at this one now: it is joined, and again with each new socket. */
  open(chatId: string, cid: string): void {
    this.#openChatId = chatId
    this.#hold(chatId, cid)
    this.#dispatch(chatId, { type: 'opened', current: this.#membership.isCurrent(chatId) })
    void this.join(chatId)
  }

  close(): void {
    this.#openChatId = null
  }

  /** Enters the room once for a socket and says what is held already, so that only what is missing comes. */
  join(chatId: string): Promise<Reply> {
    const { loaded, rev, epoch } = this.#hold(chatId, '')
    return this.#membership.join({ chat_id: chatId, ...(loaded && { since: rev, epoch }) })
  }

  /** The server does not count us in: the next join asks again. */
  leave(chatId: string): void {
    this.#membership.leave(chatId)
  }

  lineOpened(): void {
    if (this.#openChatId !== null) void this.join(this.#openChatId)
  }

  lineLost(): void {
    this.#membership.leaveAll()
    this.#reading.clear()
  }

  stop(): void {
    this.#timers.cancelAll()
  }

  /** Puts in what was stored for this page itself. */
  stored(message: Message): void {
    this.#dispatch(message.chat_id, { type: 'message', message })
  }

  /** The newest message of the other side that was really seen. */
  seen(chatId: string, id: number): void {
    this.#dispatch(chatId, { type: 'seen', id })
    void this.#tellRead(chatId)
  }

  typing(chatId: string): void {
    const now = this.#ports.clock.now()
    if (now - this.#typedAt < limits.typingEveryMs || !this.#membership.has(chatId)) return
    this.#typedAt = now
    this.#ports.line.tell('/chat', 'chat:typing', { chat_id: chatId })
  }

  async loadOlder(chatId: string): Promise<void> {
    const state = this.state(chatId)
    const before = state?.messages[0]?.id
    if (!state?.hasOlder || state.loadingOlder || before === undefined) return
    this.#dispatch(chatId, { type: 'older-asked' })
    const page = await this.#ports.api.olderMessages(chatId, before)
    const { messages, has_more: hasMore } = page.ok ? page.value : { messages: [], has_more: true }
    this.#dispatch(chatId, page.ok ? { type: 'older', before, messages, hasMore } : { type: 'older-failed' })
  }

  hear(frame: EventFrame): void {
    const found = toRoomEvent(frame, this.#ports.clock.now())
    if (!found || !this.#states.has(found.chatId)) return
    const { chatId, event } = found
    this.#dispatch(chatId, event)
    if (event.type === 'history') this.#caughtUp(chatId)
    if (event.type === 'typing') this.#timers.set(chatId, typingLastsMs, () => this.#ports.onChange(chatId))
  }

  #caughtUp(chatId: string): void {
    this.#membership.caughtUp(chatId)
    void this.#tellRead(chatId)
  }

  async #tellRead(chatId: string): Promise<void> {
    const state = this.state(chatId)
    if (!state || state.seenUpTo <= state.readBy[state.self] || this.#reading.has(chatId)) return
    if (!this.#membership.has(chatId)) return
    this.#reading.add(chatId)
    const mark = { chat_id: chatId, id: state.seenUpTo }
    const reply = await this.#ports.line.request('/chat', 'chat:read', mark)
    this.#reading.delete(chatId)
    if (!reply.ok) return
    this.#dispatch(chatId, { type: 'read', mark: { ...mark, role: state.self } })
    await this.#tellRead(chatId)
  }

  #hold(chatId: string, cid: string): ConversationState {
    const state = this.#states.get(chatId) ?? createConversation(chatId, cid, this.#ports.self)
    this.#states.delete(chatId)
    this.#states.set(chatId, state)
    for (const [oldest] of this.#states) {
      if (this.#states.size <= mostHeld) break
      if (oldest !== this.#openChatId) this.#letGo(oldest)
    }
    return state
  }

  #letGo(chatId: string): void {
    this.#states.delete(chatId)
    this.leave(chatId)
  }

  #dispatch(chatId: string, event: ConversationEvent): void {
    const before = this.#states.get(chatId)
    if (!before) return
    const after = reduceConversation(before, event)
    if (after === before) return
    this.#states.set(chatId, after)
    if (after.hole && !before.hole) this.#joinAgain(chatId)
    this.#ports.onChange(chatId)
  }

  #joinAgain(chatId: string): void {
    this.leave(chatId)
    void this.join(chatId)
  }
}
