import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutboxRow } from '#client/state/outbox'

export interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxRow }
  /** The rows with a picture or voice note: a page of an earlier version, in another tab, must not send them. */
  media: { key: string; value: OutboxRow }
  /** Their bytes, by `client_id`; no Blobs, which WebKit refuses in some windows. */
  attachments: { key: string; value: ArrayBuffer }
  /** By page and conversation; `use` is in the order in which they were opened. */
  conversations: {
    key: string
    value: { key: string; side: string; usedAt: number }
    indexes: { use: [string, number] }
  }
  lists: { key: string; value: { filter: string } }
}
export type Database = IDBPDatabase<Schema>

/** The one database of this browser. Rejects when the browser refuses or does not answer in time. */
export type OpenDatabase = <T>(work: (database: Database) => Promise<T>) => Promise<T>

const name = 'konusma'
const version = 3
const limitMs = 3000

const upgrade = (database: Database, before: number): void => {
  if (before < 1) database.createObjectStore('outbox', { keyPath: 'client_id' })
  if (before < 2) {
    database.createObjectStore('conversations', { keyPath: 'key' }).createIndex('use', ['side', 'usedAt'])
    database.createObjectStore('lists', { keyPath: 'filter' })
  }
  if (before >= 3) return
  database.createObjectStore('media', { keyPath: 'client_id' })
  database.createObjectStore('attachments')
}

const isNewer = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'VersionError'

export const createDatabase = (): OpenDatabase => {
  let opened: Promise<Database> | null = null

  const close = async (): Promise<void> => {
    const closing = opened
    opened = null
    const database = await closing?.catch(() => null)
    database?.close()
  }
  const gone = { blocking: () => void close(), terminated: () => void close() }
  // A tab of another version may hold it: ours gives way at once, and waits no longer than for any other answer.
  const open = (): Promise<Database> =>
    openDB<Schema>(name, version, { upgrade, ...gone }).catch((fault: unknown) => {
      // A newer page was here; what this one knows is still in it.
      if (isNewer(fault)) return openDB<Schema>(name, undefined, gone)
      throw fault
    })
  const run: OpenDatabase = async (work) => {
    opened ??= open()
    try {
      return await inTime(opened.then(work))
    } catch (fault) {
      void close()
      throw fault
    }
  }
  // A connection may have died while the page slept; a new one is worth one more try.
  return (work) => run(work).catch(() => run(work))
}

// Some browsers neither grant nor refuse (another tab holds an old version, the database's process is lost).
const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), limitMs)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
