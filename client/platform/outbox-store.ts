import type { IDBPTransaction } from 'idb'
import type { OutboxRow } from '#client/state/outbox'
import type { Side } from '#protocol/messages'
import type { OpenDatabase, Schema } from './database.ts'

/** Where unsent messages outlive the page. Every method rejects when the browser refuses or does not answer in time. */
export type OutboxStore = {
  /** Without their bytes. */
  all: (side: Side) => Promise<OutboxRow[]>
  /** The bytes of a new picture or voice note are kept together with its row, or neither is. */
  put: (row: OutboxRow, bytes?: ArrayBuffer) => Promise<void>
  bytes: (clientId: string) => Promise<ArrayBuffer | null>
  /** A row with its bytes. */
  remove: (clientId: string) => Promise<void>
}

const withMedia = ['media', 'attachments'] as const
const all = ['outbox', ...withMedia] as const
type Name = (typeof all)[number]
type Change<Names extends readonly Name[]> = IDBPTransaction<Schema, Names, 'readwrite'>

const isFull = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'QuotaExceededError'

export const createOutboxStore = (inDatabase: OpenDatabase): OutboxStore => {
  const change = <const Names extends readonly Name[]>(
    names: Names,
    work: (change: Change<Names>) => Promise<unknown>[],
  ): Promise<void> =>
    inDatabase(async (database) => {
      // On the disk before it counts as kept: a battery that dies must not take it.
      const transaction = database.transaction(names, 'readwrite', { durability: 'strict' })
      const working = work(transaction)
      // Nothing else follows: so it is kept also where the page goes away before it is answered.
      transaction.commit()
      await Promise.all([...working, transaction.done])
    })

  // A text does not touch the stores of media: it waits for no picture that is being written.
  const keep = (row: OutboxRow, bytes?: ArrayBuffer): Promise<void> => {
    if (!row.medium) return change(['outbox'], (rows) => [rows.objectStore('outbox').put(row)])
    return change(withMedia, (rows) => [
      rows.objectStore('media').put(row),
      ...(bytes ? [rows.objectStore('attachments').put(bytes, row.client_id)] : []),
    ])
  }

  const makeRoom = (): Promise<void> =>
    inDatabase(async (database) => {
      const transaction = database.transaction('conversations', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.clear(), transaction.done])
    })

  return {
    all: (side) =>
      inDatabase(async (database) => {
        // At one moment: a row that was put in between must not be missing.
        const stores = database.transaction(['outbox', 'media'])
        const rows = await Promise.all([stores.objectStore('outbox').getAll(), stores.objectStore('media').getAll()])
        return rows.flat().filter((row) => row.side === side)
      }),
    // What can be fetched again makes room for what is nowhere else.
    put: (row, bytes) =>
      keep(row, bytes).catch((fault: unknown) =>
        isFull(fault) ? makeRoom().then(() => keep(row, bytes)) : Promise.reject(fault),
      ),
    bytes: (clientId) => inDatabase(async (database) => (await database.get('attachments', clientId)) ?? null),
    remove: (clientId) => change(all, (rows) => all.map((name) => rows.objectStore(name).delete(clientId))),
  }
}
