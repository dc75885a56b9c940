import type { IDBPTransaction } from 'idb'
import type { OutboxRow } from '#client/state/outbox'
import type { Side } from '#protocol/messages'
import type { OpenDatabase, Schema } from './database.ts'

/** Where unsent messages outlive the page. Every method rejects when the browser refuses or does not answer in time. */
export type OutboxStore = {
  all: (side: Side) => Promise<OutboxRow[]>
  put: (row: OutboxRow) => Promise<void>
  remove: (clientId: string) => Promise<void>
}

type Rows = IDBPTransaction<Schema, ['outbox'], 'readwrite'>['store']

const isFull = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'QuotaExceededError'

export const createOutboxStore = (inDatabase: OpenDatabase): OutboxStore => {
  const change = (work: (rows: Rows) => Promise<unknown>): Promise<void> =>
    inDatabase(async (database) => {
      // On the disk before it counts as kept: a battery that dies must not take it.
      const transaction = database.transaction('outbox', 'readwrite', { durability: 'strict' })
      const working = work(transaction.store)
      // Nothing else follows: so it is kept also where the page goes away before it is answered.
      transaction.commit()
      await Promise.all([working, transaction.done])
    })

  const makeRoom = (): Promise<void> =>
    inDatabase(async (database) => {
      const transaction = database.transaction('conversations', 'readwrite', { durability: 'strict' })
      await Promise.all([transaction.store.clear(), transaction.done])
    })

  return {
    all: (side) => inDatabase(async (database) => (await database.getAll('outbox')).filter((row) => row.side === side)),
    put: async (row) => {
      const keep = (): Promise<void> => change((rows) => rows.put(row))
      // What can be fetched again makes room for what is nowhere else.
      await keep().catch((fault: unknown) => (isFull(fault) ? makeRoom().then(keep) : Promise.reject(fault)))
    },
    remove: (clientId) => change((rows) => rows.delete(clientId)),
  }
}
