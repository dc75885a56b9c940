import type { Clock } from '#client/platform/clock'
import type { Leader } from '#client/platform/leader'
import { judge, type OutboxRow, type SendReply, sendable, type Verdict } from '#client/state/outbox'
import type { SendData } from '#protocol/client-frames'
import type { Message } from '#protocol/messages'
import { sentData } from '#protocol/server-frames'
import type { LineSocket } from './line.ts'
import type { Outbox } from './outbox.ts'
import type { Rooms } from './rooms.ts'
import { createTimers, type Timers } from './timers.ts'

export type DrainPorts = {
  outbox: Pick<Outbox, 'state' | 'remove' | 'fail' | 'dropReply' | 'dropUpload'>
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
// Of a file that was uploaded: it was tidied away meanwhile, or stands in another message.
const lostFileBy = new Set(['not_found', 'conflict'])
const lostFile = 'file_lost'
const mostUploads = 3

/**
 * Sends what the outbox holds: one message of a conversation at a time, in the order of writing, each under its own id
 * until the server has it. A picture or voice note goes once its bytes have been uploaded. One tab does it; a row that the leading tab leaves lying (its line may be down, its page
 * frozen) is sent by the tab that sees it, for the same id sent twice is stored once.
 */
export class Drain {
  readonly #ports: DrainPorts
  readonly #timers: Timers<string>
  readonly #busy = new Set<string>()
  readonly #waitUntil = new Map<string, number>()
  /** How often the server had lost the file of a message. */
  readonly #losses = new Map<string, number>()
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
    const rows = sendable(allowed, { busy: this.#busy, waitUntil: this.#waitUntil }, clock.now())
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
    // Busy until all of this is known: every change looks for what to send again.
    this.#follow(row, verdict)
    this.#busy.delete(row.chat_id)
    this.run()
  }

  async #send(row: OutboxRow): Promise<SendReply> {
    const joined = await this.#ports.rooms.join(row.chat_id)
    if (!joined.ok) return joined
    const reply = await this.#ports.line.request('/chat', 'send', toSend(row))
    if (!reply.ok) return row.file_ref && lostFileBy.has(reply.code) ? { ok: false, code: lostFile } : reply
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
        if (verdict.code === lostFile) return this.#uploadAnew(clientId)
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

  #uploadAnew(clientId: string): void {
    const losses = (this.#losses.get(clientId) ?? 0) + 1
    this.#losses.set(clientId, losses % mostUploads)
    this.#ports.outbox.dropUpload(clientId, losses < mostUploads ? undefined : lostFile)
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

const toSend = ({ chat_id, client_id, type, text, file_ref, reply_to }: OutboxRow): SendData => {
  const answers = reply_to ? { reply_to } : {}
  if (type === 'text') return { chat_id, client_id, type, text, ...answers }
  return { chat_id, client_id, type, fileRef: file_ref ?? '', ...(text !== '' && { text }), ...answers }
}
