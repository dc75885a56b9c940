import type { Clock } from '#client/platform/clock'
import type { Leader } from '#client/platform/leader'
import type { AttachmentFacts } from '#client/state/attachment'
import { needsUpload, type OutboxRow, uploadable } from '#client/state/outbox'
import { judgeUpload, type UploadVerdict } from '#client/state/uploads'
import { backOffMs } from './back-off.ts'
import type { Outbox } from './outbox.ts'
import { createTimers, type Timers } from './timers.ts'
import { createUpload, type Upload, type UploadPorts } from './upload.ts'

export type UploaderPorts = UploadPorts & {
  outbox: Pick<Outbox, 'state' | 'bytesOf' | 'isFromHere' | 'uploading' | 'uploaded' | 'fail'>
  leader: Pick<Leader, 'isLeading'>
  clock: Clock
  random: () => number
  /** Whether this page may write into the conversation at all. */
  isOurs: (chatId: string) => boolean
  /** Tells the other tabs that this one is at it. */
  tell: () => void
  /** The server cannot take anything now; told once until it can again. */
  onHeldUp: () => void
  /** The server does not know this session. */
  onUnauthenticated: () => void
}

type Running = { chatId: string; abort: AbortController }

const shownEveryMs = 100
const toldEveryMs = 1000
const leaderHelpsMs = 2000
const othersHelpMs = 5000

/**
 * Uploads what the outbox holds of pictures and voice notes: of a conversation one at a time, in the order of writing,
 * while the line is open, for what cannot be sent need not be there either. The tab in which it was written does it.
 * Where nothing is heard from that one for a while (it was closed, or is frozen), the leading tab takes over, and any
 * other after that; the same bytes uploaded twice do no harm.
 */
export class Uploader {
  readonly #ports: UploaderPorts
  readonly #upload: Upload
  readonly #timers: Timers<string>
  readonly #running = new Map<string, Running>()
  readonly #helping = new Set<string>()
  readonly #waitUntil = new Map<string, number>()
  /** How often in a row a conversation found no answer. */
  readonly #tries = new Map<string, number>()
  #isOpen = false
  #isHeldUp = false
  #toldAt = 0

  constructor(ports: UploaderPorts) {
    this.#ports = ports
    this.#upload = createUpload(ports)
    this.#timers = createTimers(ports.clock)
  }

  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen
    if (isOpen) this.hurry()
  }

  /** The network may be back: nobody waits any longer because there was no answer. */
  hurry(): void {
    for (const chatId of this.#tries.keys()) this.#waitUntil.delete(chatId)
    this.#tries.clear()
    this.run()
  }

  /** Another tab is there, and may be at it. */
  heard(): void {
    this.#helping.clear()
    for (const { client_id: id } of this.#ports.outbox.state.rows) this.#timers.cancel(`help ${id}`)
    this.run()
  }

  stop(): void {
    this.#isOpen = false
    this.#timers.cancelAll()
    for (const { abort } of this.#running.values()) abort.abort()
  }

  /** Uploads what can be uploaded now, and lets go of what is not wanted any more; to be called whenever something changed. */
  run(): void {
    const { outbox, isOurs, clock } = this.#ports
    const rows = outbox.state.rows.filter((row) => isOurs(row.chat_id) && needsUpload(row))
    const wanted = new Set(rows.map((row) => row.client_id))
    for (const [id, { abort }] of this.#running) if (!wanted.has(id)) abort.abort()
    if (!this.#isOpen) return
    const busy = new Set([...this.#running.values()].map(({ chatId }) => chatId))
    const lanes = { busy, waitUntil: this.#waitUntil }
    for (const row of uploadable({ ...outbox.state, rows }, lanes, clock.now())) {
      if (this.#isMine(row)) void this.#deliver(row)
      else this.#helpLater(row)
    }
  }

  #isMine({ client_id: id }: OutboxRow): boolean {
    return this.#helping.has(id) || this.#ports.outbox.isFromHere(id)
  }

  #helpLater({ client_id: id }: OutboxRow): void {
    if (this.#timers.isSet(`help ${id}`)) return
    this.#timers.set(`help ${id}`, this.#ports.leader.isLeading() ? leaderHelpsMs : othersHelpMs, () => {
      this.#helping.add(id)
      this.run()
    })
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const { client_id: id, chat_id: chatId } = row
    const abort = new AbortController()
    this.#running.set(id, { chatId, abort })
    this.#tellOthers()
    const verdict = await this.#send(row, row.medium, abort.signal)
    // Its lane is busy until all of this is known: every change runs the lanes again.
    if (!abort.signal.aborted) this.#follow(row, verdict)
    this.#running.delete(id)
    this.run()
  }

  async #send(row: OutboxRow, medium: AttachmentFacts | undefined, signal: AbortSignal): Promise<UploadVerdict> {
    const { outbox, clock } = this.#ports
    const { client_id: id, chat_id: chatId, side } = row
    outbox.uploading(id, 0)
    const blob = await outbox.bytesOf(id)
    if (!blob || !medium) return { kind: 'failed', code: 'unreadable' }
    let shownAt = clock.now()
    const show = (share: number): void => {
      const now = clock.now()
      if (share < 1 && now - shownAt < shownEveryMs) return
      shownAt = now
      outbox.uploading(id, share)
      // The timers of a page in the background are slow; what comes from the network is not.
      if (now - this.#toldAt >= toldEveryMs) this.#tellOthers()
    }
    return judgeUpload(await this.#upload({ chatId, side, medium, blob }, show, signal))
  }

  #follow({ client_id: id, chat_id: chatId }: OutboxRow, verdict: UploadVerdict): void {
    const { outbox } = this.#ports
    const isFull = verdict.kind === 'wait' && verdict.code === 'storage_full'
    outbox.uploading(id, isFull ? 'no_room' : null)
    if (verdict.kind === 'wait') return this.#tryAgain(chatId, verdict)
    this.#tries.delete(chatId)
    if (verdict.kind === 'failed') return outbox.fail(id, verdict.code)
    this.#isHeldUp = false
    outbox.uploaded(id, verdict.fileRef)
  }

  #tryAgain(chatId: string, { code, delayMs }: Extract<UploadVerdict, { kind: 'wait' }>): void {
    const { random, onUnauthenticated } = this.#ports
    if (code === 'unavailable') this.#tellHeldUp()
    if (code === 'unauthenticated') onUnauthenticated()
    const tries = this.#tries.get(chatId) ?? 0
    if (delayMs === null) this.#tries.set(chatId, tries + 1)
    else this.#tries.delete(chatId)
    this.#wait(chatId, delayMs ?? backOffMs(tries, random()))
  }

  #tellOthers(): void {
    if (this.#running.size === 0) return
    this.#toldAt = this.#ports.clock.now()
    this.#timers.set('tell', toldEveryMs, () => this.#tellOthers())
    this.#ports.tell()
  }

  #tellHeldUp(): void {
    if (!this.#isHeldUp) this.#ports.onHeldUp()
    this.#isHeldUp = true
  }

  #wait(chatId: string, delayMs: number): void {
    this.#waitUntil.set(chatId, this.#ports.clock.now() + delayMs)
    this.#timers.set(`wait ${chatId}`, delayMs, () => this.run())
  }
}
