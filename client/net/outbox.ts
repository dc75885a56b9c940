import type { Clock } from '#client/platform/clock'
import type { OutboxStore } from '#client/platform/outbox-store'
import type { TabChannel } from '#client/platform/tab-channel'
import type { Attachment } from '#client/state/attachment'
import { newRow } from '#client/state/new-row'
import {
  emptyOutbox,
  type OutboxEvent,
  type OutboxRow,
  type OutboxState,
  reduceOutbox,
  type UploadState,
} from '#client/state/outbox'
import type { Side } from '#protocol/messages'

export type OutboxPorts = {
  side: Side
  store: OutboxStore
  tabs: Pick<TabChannel, 'tell'>
  clock: Clock
  newId: () => string
  onChange: () => void
  /** The device could not keep a message: it is only in this page's memory. Told once. */
  onNotKept: () => void
}

/** Unsent messages of this side, in this tab and, through the store, in all others. Sending them is the drain's. */
export class Outbox {
  readonly #ports: OutboxPorts
  /** Sent or discarded here: a read that began before must not bring them back. */
  readonly #gone = new Set<string>()
  /** The bytes of what was written in this tab, to be shown and sent at once. */
  readonly #blobs = new Map<string, Blob>()
  #state = emptyOutbox
  #reading: Promise<void> | null = null
  #readAgain = false
  #hasToldNotKept = false

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  get state(): OutboxState {
    return this.#state
  }

  of(chatId: string): OutboxRow[] {
    return this.#state.rows.filter((row) => row.chat_id === chatId)
  }

  /** Takes a message in, with a picture or voice note or without, and keeps it; only then is it there for the drain. */
  write(chatId: string, written: string, replyTo: number | null = null, attachment: Attachment | null = null): void {
    const text = written.trim()
    if (text === '' && !attachment) return
    const { side, newId, clock } = this.#ports
    const row = newRow({ clientId: newId(), chatId, side, text, replyTo, attachment }, this.#state.rows, clock.now())
    const blob = attachment?.blob ?? null
    if (blob) this.#blobs.set(row.client_id, blob)
    this.#dispatch({ type: 'written', row })
    void this.#keep(row, blob)
  }

  /** The picture or voice note of a row; null where this device cannot find it. */
  async bytesOf(clientId: string): Promise<Blob | null> {
    const held = this.#blobs.get(clientId)
    if (held) return held
    const bytes = await this.#ports.store.bytes(clientId).catch(() => null)
    return bytes && new Blob([bytes], { type: this.#find(clientId)?.medium?.mime ?? '' })
  }

  /** Whether it was written in this tab, with a picture or voice note. */
  isFromHere(clientId: string): boolean {
    return this.#blobs.has(clientId)
  }

  uploading(clientId: string, upload: UploadState | null): void {
    const before = this.#state.uploads.get(clientId) ?? null
    if (upload !== before && this.#find(clientId)) this.#dispatch({ type: 'uploading', clientId, upload })
  }

  /** The server has the bytes; every later try names this upload. */
  uploaded(clientId: string, fileRef: string): void {
    const row = this.#find(clientId)
    if (row) this.#change({ ...row, file_ref: fileRef })
  }

  /** The server has lost the bytes: they go anew, at once or, with a code, when the person tries again. */
  dropUpload(clientId: string, failure?: string): void {
    const row = this.#find(clientId)
    if (!row) return
    const { file_ref: _, ...bare } = row
    this.#change({ ...bare, ...(failure !== undefined && { failure }) })
  }

  /** The person tries a refused message again; it keeps its id and its place. */
  retry(clientId: string): void {
    const row = this.#find(clientId)
    if (!row) return
    const { failure: _, ...queued } = row
    this.#change(queued)
  }

  fail(clientId: string, code: string): void {
    const row = this.#find(clientId)
    if (row) this.#change({ ...row, failure: code })
  }

  /** It goes as a message of its own; kept so, for under one id the content must stay the same. */
  dropReply(clientId: string): void {
    const row = this.#find(clientId)
    if (row) this.#change({ ...row, reply_to: null })
  }

  /** It was sent, or the person does not want it any more. */
  remove(clientId: string): void {
    this.#gone.add(clientId)
    this.#blobs.delete(clientId)
    this.#dispatch({ type: 'removed', clientId })
    void this.#ports.store.remove(clientId).then(
      () => this.#ports.tabs.tell(),
      () => undefined,
    )
  }

  /** Its conversation is gone. */
  async forget(chatId: string): Promise<void> {
    await this.read()
    for (const row of this.of(chatId)) this.remove(row.client_id)
  }

  /** Texts for other conversations never enter this one: they go. */
  async keepOnly(chatId: string): Promise<void> {
    await this.read()
    for (const row of this.#state.rows) if (row.chat_id !== chatId) this.remove(row.client_id)
  }

  /** Looks into the store again; resolves when what it held at this moment is in the state. */
  read(): Promise<void> {
    if (this.#reading !== null) {
      this.#readAgain = true
      return this.#reading
    }
    this.#reading = this.#readStore().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readStore(): Promise<void> {
    do {
      this.#readAgain = false
      const rows = await this.#ports.store.all(this.#ports.side).catch(() => null)
      if (rows) this.#dispatch({ type: 'read', rows: rows.filter((row) => !this.#gone.has(row.client_id)) })
    } while (this.#readAgain)
    for (const id of this.#blobs.keys()) if (!this.#find(id)) this.#blobs.delete(id)
  }

  #change(row: OutboxRow): void {
    this.#dispatch({ type: 'changed', row })
    void this.#keep(row)
  }

  async #keep(row: OutboxRow, blob: Blob | null = null): Promise<void> {
    const clientId = row.client_id
    try {
      await this.#ports.store.put(row, await blob?.arrayBuffer())
      this.#ports.tabs.tell()
      this.#dispatch({ type: 'kept', clientId })
    } catch {
      this.#dispatch({ type: 'refused-by-store', clientId })
      this.#tellNotKept()
    }
    if (this.#gone.has(clientId)) this.remove(clientId)
  }

  #tellNotKept(): void {
    if (!this.#hasToldNotKept) this.#ports.onNotKept()
    this.#hasToldNotKept = true
  }

  #find(clientId: string): OutboxRow | undefined {
    return this.#state.rows.find((row) => row.client_id === clientId)
  }

  #dispatch(event: OutboxEvent): void {
    this.#state = reduceOutbox(this.#state, event)
    this.#ports.onChange()
  }
}
