import type { IDBPTransaction } from 'idb'
import type { Side } from '#protocol/messages'
import type { Database, OpenDatabase, Schema } from './database.ts'

type Rows = IDBPTransaction<Schema, ['conversations'], 'readwrite'>['store']

export const ofSide = (side: Side): IDBKeyRange => IDBKeyRange.bound(`${side}:`, `${side};`, false, true)

export const removeSome = async (database: Database, which: (rows: Rows) => Promise<string[]>): Promise<void> => {
  const { store, done } = database.transaction('conversations', 'readwrite')
  const remove = async (): Promise<void> => {
    await Promise.all((await which(store)).map((key) => store.delete(key)))
  }
  await Promise.all([remove(), done])
}

export const removeBut = (database: Database, side: Side, kept: string | null): Promise<void> =>
  removeSome(database, async (rows) => (await rows.getAllKeys(ofSide(side))).filter((key) => key !== kept))

/** All that one page keeps of conversations; of the admin's the lists too. Never rejects. Needs none of their schemas. */
export const clearCache = async (inDatabase: OpenDatabase, side: Side): Promise<void> => {
  await inDatabase((database) => removeBut(database, side, null)).catch(() => undefined)
  if (side === 'admin') await inDatabase((database) => database.clear('lists')).catch(() => undefined)
}
