import type { OutboxStore } from '#client/platform/outbox-store'
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

export type FakeOutboxStore = OutboxStore & {
  rows: Map<string, OutboxRow>
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
    isRefusing: false,
    all: (side) => answer(() => [...store.rows.values()].filter((row) => row.side === side).map((row) => ({ ...row }))),
    put: (row) => answer(() => void store.rows.set(row.client_id, row)),
    remove: (clientId) => answer(() => void store.rows.delete(clientId)),
  }
  return store
}
