import type { Clock } from '#client/platform/clock'
import type { Leader } from '#client/platform/leader'
import { judge, type OutboxRow, type SendReply, sendable, type Verdict } from '#client/state/outbox'
import type { Message } from '#protocol/messages'
import { sentData } from '#protocol/server-frames'
import type { LineSocket } from './line.ts'
import type { Outbox } from './outbox.ts'
import type { Rooms } from './rooms.ts'
import { createTimers, type Timers } from './timers.ts'

export type DrainPorts = {
  outbox: Pick<Outbox, 'state' | 'remove' | 'fail' | 'dropReply'>
  rooms: Pick<Rooms, 'join' | 'leave'>
  line: Pick<LineSocket, 'request'>
  leader: Pick<Leader, 'isLeading'>
  clock: Clock
  /** Whether this page may write into the conversation at all. */
  isOurs: (chatId: string) => boolean
  onStored: (message: Message) => void
  /** The server cannot store now; told once until it can again. */
  onHeldUp: () => void
}

const joinAgainMs = 1000
const leaderHasMs = 3000
// Other reasons to wait pass before a person would wonder.
const heldUpBy = new Set(['storage_full', 'unavailable'])

/**
 * Sends what the outbox holds: one message of a conversation at a time, in the order of writing, each under its own id
 * until the server has it. One tab does it; a row that the leading tab leaves lying (its line may be down, its page
 * frozen) is sent by the tab that sees it, for the same id sent twice is stored once.
 */
export class Drain {
  readonly #ports: DrainPorts
  readonly #timers: Timers<string>
  readonly #busy = new Set<string>()
  readonly #waitUntil = new Map<string, number>()
  #isOpen = false
  #isHelping = false
  #isHeldUp = false

  constructor(ports: DrainPorts) {
    this.#ports = ports
    this.#timers = createTimers(ports.clock)
  }

  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen
    this.run()
  }

  stop(): void {
    this.#isOpen = false
    this.#timers.cancelAll()
  }

  /** Sends what can be sent now; to be called whenever something changed. */
  run(): void {
    if (!this.#isOpen) return
    const { outbox, isOurs, clock } = this.#ports
    const allowed = { ...outbox.state, rows: outbox.state.rows.filter((row) => isOurs(row.chat_id)) }
    const rows = sendable(allowed, this.#busy, this.#waitUntil, clock.now())
    if (rows.length === 0 && this.#busy.size === 0) this.#isHelping = false
    for (const row of rows) {
      if (this.#isMine(row)) void this.#deliver(row)
      else this.#helpLater(row)
    }
  }

  #isMine({ client_id: id }: OutboxRow): boolean {
    return this.#isHelping || this.#ports.leader.isLeading() || this.#ports.outbox.state.unkept.has(id)
  }

  #helpLater({ client_id: id }: OutboxRow): void {
    if (!this.#timers.isSet(`help ${id}`)) this.#timers.set(`help ${id}`, leaderHasMs, () => this.#help(id))
  }

  #help(id: string): void {
    if (!this.#ports.outbox.state.rows.some((row) => row.client_id === id)) return
    this.#isHelping = true
    this.run()
  }

  async #deliver(row: OutboxRow): Promise<void> {
    this.#busy.add(row.chat_id)
    const verdict = judge(await this.#send(row))
    this.#busy.delete(row.chat_id)
    this.#follow(row, verdict)
    this.run()
  }

  async #send({ chat_id, client_id, type, text, reply_to }: OutboxRow): Promise<SendReply> {
    const joined = await this.#ports.rooms.join(chat_id)
    if (!joined.ok) return joined
    const answers = reply_to ? { reply_to } : {}
    const reply = await this.#ports.line.request('/chat', 'send', { chat_id, client_id, type, text, ...answers })
    if (!reply.ok) return reply
    const parsed = sentData.safeParse(reply.data)
    return parsed.success ? { ok: true, message: parsed.data.message } : { ok: false, code: 'internal' }
  }

  #follow({ chat_id: chatId, client_id: clientId, reply_to: replyTo }: OutboxRow, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'stored':
        this.#isHeldUp = false
        this.#ports.onStored(verdict.message)
        return this.#ports.outbox.remove(clientId)
      case 'failed':
        // What it answers was deleted meanwhile: the text is still worth sending.
        if (replyTo && verdict.code === 'bad_request') return this.#ports.outbox.dropReply(clientId)
        return this.#ports.outbox.fail(clientId, verdict.code)
      case 'wait':
        this.#tellHeldUp(verdict.code)
        return this.#wait(chatId, verdict.delayMs)
      case 'join':
        this.#ports.rooms.leave(chatId)
        return this.#wait(chatId, joinAgainMs)
      case 'line':
        return
    }
  }

  #tellHeldUp(code: string): void {
    if (this.#isHeldUp || !heldUpBy.has(code)) return
    this.#isHeldUp = true
    this.#ports.onHeldUp()
  }

  #wait(chatId: string, delayMs: number): void {
    this.#waitUntil.set(chatId, this.#ports.clock.now() + delayMs)
    this.#timers.set(`wait ${chatId}`, delayMs, () => this.run())
  }
}
