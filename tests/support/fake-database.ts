import type { Database, OpenDatabase } from '#client/platform/database'

type Rows = Map<string, unknown>
type Name = 'outbox' | 'media' | 'attachments' | 'conversations'

export type FakeDatabase = {
  open: OpenDatabase
  stores: Record<Name, Rows>
  /** The stores of each writing transaction, in order. */
  written: string[][]
  /** The next so many writing transactions fail with this, and change nothing. */
  failNext: (fault: Error, times?: number) => void
}

const keyOf = (row: unknown): string => {
  const { client_id: id } = row as { client_id: string }
  return id
}

/** A database in memory that keeps the one promise of IndexedDB that counts here: a transaction is kept whole or not at all. */
export const createFakeDatabase = (): FakeDatabase => {
  const stores = { outbox: new Map(), media: new Map(), attachments: new Map(), conversations: new Map() }
  const written: string[][] = []
  let faults: Error[] = []
  const storeOf = (name: Name): Rows => stores[name]

  const transaction = (asked: Name | readonly Name[], mode = 'readonly') => {
    const scope = [asked].flat()
    const changes: (() => void)[] = []
    const objectStore = (name: Name) => {
      if (!scope.includes(name)) throw new DOMException(`${name} is not in the transaction`, 'NotFoundError')
      const change = async (run: () => void): Promise<void> => void changes.push(run)
      return {
        put: (row: unknown, key = keyOf(row)) => change(() => storeOf(name).set(key, structuredClone(row))),
        delete: (key: string) => change(() => storeOf(name).delete(key)),
        clear: () => change(() => storeOf(name).clear()),
        getAll: async () => structuredClone([...storeOf(name).values()]),
      }
    }
    const end = async (): Promise<void> => {
      await Promise.resolve()
      if (mode === 'readonly') return
      const fault = faults.shift()
      if (fault) throw fault
      written.push(scope)
      for (const run of changes) run()
    }
    return { objectStore, store: objectStore(scope[0] ?? 'outbox'), commit: () => {}, done: end() }
  }
  const database = {
    transaction,
    get: async (name: Name, key: string) => structuredClone(storeOf(name).get(key)),
  } as unknown as Database
  return {
    open: (work) => work(database),
    stores,
    written,
    failNext: (fault, times = 1) => {
      faults = Array.from({ length: times }, () => fault)
    },
  }
}
