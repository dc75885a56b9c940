import {
  type ConversationEvent,
  type ConversationState,
  reduceConversation,
  typingLastsMs,
} from '#client/state/conversation'
import type { Message } from '#protocol/messages'
import type { ReadMark, ServerData } from '#protocol/server-frames'
import { type ChangeMessage, createChangeMessage } from './change-message.ts'
import type { EventFrame } from './frames.ts'
import { createHeldConversations, type HeldConversations } from './held-conversations.ts'
import { Membership } from './membership.ts'
import { createMemory, type Memory } from './memory.ts'
import { createPaging, type Paging } from './paging.ts'
import { createReadMarks, type ReadMarks } from './read-marks.ts'
import type { Reply } from './requests.ts'
import { createRoomCheck, type RoomCheck } from './room-check.ts'
import { countsChanges, toRoomEvent } from './room-events.ts'
import type { RoomPorts } from './room-ports.ts'
import { createTimers, type Timers } from './timers.ts'
import { createTypingSignal } from './typing-signal.ts'

const refusals = new Set(['forbidden', 'not_found'])

/** The conversations that this page holds, and its place in their rooms on the server. */
export class Rooms {
  readonly #ports: RoomPorts
  readonly #timers: Timers<string>
  readonly #held: HeldConversations
  readonly #membership: Membership
  readonly memory: Memory
  readonly typing: (chatId: string) => void
  /** The ack is the change itself, as the others get it. */
  readonly edit: ChangeMessage['edit']
  readonly react: ChangeMessage['react']
  readonly loadOlder: Paging['older']
  /** Loads older pages until this message is there, so that no gap is left; false where it is not to be had. */
  readonly loadUntil: Paging['until']
  readonly #askNewest: Paging['newest']
  readonly #reads: ReadMarks
  readonly #check: RoomCheck
  #openChatId: string | null = null
  #socketCount = 0

  constructor(ports: RoomPorts) {
    this.#ports = ports
    const { api, line, clock, self, onRefused } = ports
    const state = (chatId: string) => this.state(chatId)
    const dispatch = (chatId: string, event: ConversationEvent) => this.#dispatch(chatId, event)
    const isOpen = (chatId: string) => chatId === this.#openChatId
    const isInRoom = (chatId: string) => this.#membership.has(chatId)
    const isCurrent = (chatId: string) => this.#membership.isCurrent(chatId)
    this.#timers = createTimers(clock)
    this.#held = createHeldConversations({ self, isKept: isOpen, onLetGo: (chatId) => this.leave(chatId) })
    this.memory = createMemory({ ...ports, state, dispatch, isCurrent, isInRoom })
    const pages = createPaging({ api, state, dispatch, socketCount: () => this.#socketCount })
    this.loadOlder = pages.older
    this.loadUntil = pages.until
    this.#askNewest = pages.newest
    this.typing = createTypingSignal({ line, clock, isInRoom })
    const onTold = (mark: ReadMark) => dispatch(mark.chat_id, { type: 'read', mark })
    this.#reads = createReadMarks({ line, state, isInRoom, onTold })
    const onUpdated = (updated: ServerData<'chat:updated'>) => dispatch(updated.chat_id, { type: 'updated', updated })
    const changes = createChangeMessage({ line, clock, join: (chatId) => this.join(chatId), onUpdated })
    this.edit = changes.edit
    this.react = changes.react
    this.#check = createRoomCheck({
      ...ports,
      joinAgain: () => this.#openChatId !== null && this.#enterAgain(this.#openChatId),
      onStuck: () => line.lose(),
    })
    this.#membership = new Membership({
      line,
      timers: this.#timers,
      held: (chatId) => this.#held.use(chatId, ''),
      recalled: this.memory.recalled,
      onJoined: (chatId, cid) => dispatch(chatId, { type: 'joined', cid }),
      onAgain: (chatId) => isOpen(chatId) && void this.join(chatId),
      onRefused,
    })
  }

  state(chatId: string): ConversationState | null {
    return this.#held.get(chatId)
  }

  /** The person looks at this one now: it is joined, and again with each new socket. */
  open(chatId: string, cid: string): void {
    this.#openChatId = chatId
    this.#held.use(chatId, cid)
    const current = this.#membership.isCurrent(chatId)
    this.#dispatch(chatId, { type: 'opened', current })
    this.memory.opened(chatId)
    if (current) this.#check.caughtUp()
    else this.#enter(chatId)
  }

  close(): void {
    this.#openChatId = null
    this.#check.cancel()
  }

  /** The page came back into view. */
  shown(): void {
    this.#check.shown()
  }

  /** It went, and may not come back. */
  hidden(): void {
    this.memory.flush(this.#openChatId)
  }

  /** Enters the room once for a socket and says what is held already, so that only what is missing comes. */
  join(chatId: string): Promise<Reply> {
    return this.#membership.join(chatId)
  }

  /** The server does not count us in: the next join asks again. */
  leave(chatId: string): void {
    this.#membership.leave(chatId)
  }

  lineOpened(): void {
    this.#socketCount++
    this.#check.lineOpened()
    if (this.#openChatId !== null) this.#enter(this.#openChatId)
  }

  lineLost(): void {
    this.#check.lineLost()
    this.memory.flush(this.#openChatId)
    this.#membership.leaveAll()
    this.#reads.reset()
  }

  stop(): void {
    this.#check.cancel()
    this.memory.stop()
    this.#timers.cancelAll()
  }

  /** Puts in what was stored for this page itself. */
  stored(message: Message): void {
    this.#dispatch(message.chat_id, { type: 'message', message })
  }

  /** The newest message of the other side that was really seen. */
  seen(chatId: string, id: number): void {
    this.#dispatch(chatId, { type: 'seen', id })
    this.#reads.tell(chatId)
  }

  /** Asks for the newest messages of the open conversation, as no socket brings them; the code where none came. */
  async askOpen(): Promise<string | null> {
    const chatId = this.#openChatId
    if (chatId === null) return null
    const code = await this.#askNewest(chatId)
    if (code !== null) this.#dispatch(chatId, { type: 'ask-failed' })
    if (code !== null && refusals.has(code)) this.#ports.onRefused(chatId, code)
    return code
  }

  hear(frame: EventFrame): void {
    const found = toRoomEvent(frame, this.#ports.clock.now())
    if (!found || !this.#held.get(found.chatId)) return
    const { chatId, event } = found
    this.#dispatch(chatId, event)
    if (event.type === 'history') {
      this.#membership.caughtUp(chatId)
      this.#reads.tell(chatId)
    }
    if (chatId === this.#openChatId && this.#membership.isCurrent(chatId) && countsChanges(event))
      this.#check.caughtUp()
    if (event.type === 'typing') this.#timers.set(chatId, typingLastsMs, () => this.#ports.onChange(chatId))
  }

  #dispatch(chatId: string, event: ConversationEvent): void {
    const before = this.#held.get(chatId)
    if (!before) return
    const after = reduceConversation(before, event)
    if (after === before) return
    this.#held.set(after)
    this.memory.changed(before, after, event)
    if (after.hole && !before.hole) this.#enterAgain(chatId)
    this.#ports.onChange(chatId)
  }

  #enterAgain(chatId: string): void {
    this.leave(chatId)
    this.#enter(chatId)
  }

  #enter(chatId: string): void {
    if (chatId === this.#openChatId) this.#check.joining()
    void this.join(chatId)
  }
}
