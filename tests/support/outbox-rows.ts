import type { OutboxStore } from '#client/platform/outbox-store'
import type { Attachment } from '#client/state/attachment'
import type { OutboxRow } from '#client/state/outbox'

export const outboxRow = (id: string, change: Partial<OutboxRow> = {}): OutboxRow => ({
  client_id: id,
  chat_id: 'chat-1',
  side: 'user',
  type: 'text',
  text: `text of ${id}`,
  created_at: 1000,
  order: 1000,
  ...change,
})

const picture = { kind: 'image', mime: 'image/webp', bytes: 3, width: 800, height: 600 } as const

/** A picture that waits, with a caption or without. */
export const pictureRow = (id: string, change: Partial<OutboxRow> = {}): OutboxRow =>
  outboxRow(id, { type: 'image', text: '', medium: picture, ...change })

export const attachedPicture = (bytes = 'abc'): Attachment => ({
  ...picture,
  blob: new Blob([bytes], { type: 'image/webp' }),
})

export const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer

export type FakeOutboxStore = OutboxStore & {
  rows: Map<string, OutboxRow>
  bytesById: Map<string, ArrayBuffer>
  /** From now on every call is refused, as in a private window. */
  isRefusing: boolean
}

/** IndexedDB's double: one is shared by the tabs of a test. */
export const createFakeOutboxStore = (...rows: OutboxRow[]): FakeOutboxStore => {
  const answer = async <T>(work: () => T): Promise<T> => {
    if (store.isRefusing) throw new DOMException('refused', 'InvalidStateError')
    return work()
  }
  const store: FakeOutboxStore = {
    rows: new Map(rows.map((row) => [row.client_id, row])),
    bytesById: new Map(rows.filter(({ medium }) => medium).map(({ client_id: id }) => [id, bytesOf('abc')])),
    isRefusing: false,
    all: (side) => answer(() => [...store.rows.values()].filter((row) => row.side === side).map((row) => ({ ...row }))),
    put: (row, given) =>
      answer(() => {
        store.rows.set(row.client_id, row)
        if (given) store.bytesById.set(row.client_id, given)
      }),
    bytes: (clientId) => answer(() => store.bytesById.get(clientId) ?? null),
    remove: (clientId) =>
      answer(() => {
        store.rows.delete(clientId)
        store.bytesById.delete(clientId)
      }),
  }
  return store
}
