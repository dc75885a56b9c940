import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'
import type { OutboxRow } from '#client/state/outbox'
import type { Side } from '#protocol/messages'

/** Where unsent messages outlive the page. Every method rejects when the browser refuses or does not answer in time. */
export type OutboxStore = {
  all: (side: Side) => Promise<OutboxRow[]>
  put: (row: OutboxRow) => Promise<void>
  remove: (clientId: string) => Promise<void>
}

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxRow }
}
type Database = IDBPDatabase<Schema>
type Rows = IDBPObjectStore<Schema, ['outbox'], 'outbox', 'readwrite'>

const limitMs = 3000

export const createOutboxStore = (): OutboxStore => {
  let opened: Promise<Database> | null = null

  const close = async (): Promise<void> => {
    const closing = opened
    opened = null
    const database = await closing?.catch(() => null)
    database?.close()
  }
  const open = (): Promise<Database> =>
    openDB<Schema>('konusma', 1, {
      upgrade: (database) => void database.createObjectStore('outbox', { keyPath: 'client_id' }),
      blocking: () => void close(),
    })
  const run = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    opened ??= open()
    try {
      return await inTime(opened.then(work))
    } catch (fault) {
      void close()
      throw fault
    }
  }
  // A connection may have died while the page slept; a new one is worth one more try.
  const runTwice = <T>(work: (database: Database) => Promise<T>): Promise<T> => run(work).catch(() => run(work))

  const change = (work: (rows: Rows) => Promise<unknown>): Promise<void> =>
    runTwice(async (database) => {
      // On the disk before it counts as kept: a battery that dies must not take it.
      const transaction = database.transaction('outbox', 'readwrite', { durability: 'strict' })
      await Promise.all([work(transaction.store), transaction.done])
    })

  return {
    all: (side) => runTwice(async (database) => (await database.getAll('outbox')).filter((row) => row.side === side)),
    put: (row) => change((rows) => rows.put(row)),
    remove: (clientId) => change((rows) => rows.delete(clientId)),
  }
}

// Some browsers neither grant nor refuse (another tab holds an old version, the database's process is lost).
const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), limitMs)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
