import {
  type CachedConversation,
  type CachedList,
  type CachedMarks,
  cachedConversation,
  cachedList,
  cachedMarks,
} from '#client/state/cached'
import type { Side } from '#protocol/messages'
import { clearCache, ofSide, removeBut, removeSome } from './cache-clearing.ts'
import type { Database, OpenDatabase, Schema } from './database.ts'

/**
 * What a page saw last, for the next time without a network. Nothing of it is the only copy: no method rejects, what
 * cannot be kept is not kept, and what cannot be read is not there.
 */
export type CacheStore = {
  conversation: (side: Side, chatId: string) => Promise<CachedConversation | null>
  saveConversation: (side: Side, cached: CachedConversation) => Promise<void>
  forget: (side: Side, chatId: string) => Promise<void>
  keepOnly: (side: Side, chatId: string) => Promise<void>
  /** Forgets those that are not true any more: of all, or this one alone. */
  keepTrue: (side: Side, isTrue: (kept: CachedMarks) => boolean, chatId?: string) => Promise<void>
  lists: () => Promise<CachedList[]>
  saveLists: (lists: readonly CachedList[]) => Promise<void>
  /** All of one page; of the admin's the lists too. */
  clear: (side: Side) => Promise<void>
}

const mostConversations: Record<Side, number> = { user: 1, admin: 20 }

const keyOf = (side: Side, chatId: string): string => `${side}:${chatId}`

/** A page that goes away is not there any more when its requests are answered: it says at once that these are all. */
const putAll = async <Store extends 'conversations' | 'lists'>(
  database: Database,
  name: Store,
  rows: readonly Schema[Store]['value'][],
): Promise<void> => {
  const transaction = database.transaction(name, 'readwrite')
  const puts = rows.map((row) => transaction.store.put(row))
  transaction.commit()
  await Promise.all([...puts, transaction.done])
}

/** Those that were opened longest ago go first. */
const prune = (database: Database, side: Side): Promise<void> =>
  removeSome(database, async (rows) => {
    const inOrder = await rows.index('use').getAllKeys(IDBKeyRange.bound([side], [side, Number.POSITIVE_INFINITY]))
    return inOrder.slice(0, -mostConversations[side])
  })

const removeUntrue = (database: Database, isTrue: (kept: CachedMarks) => boolean, among: IDBKeyRange): Promise<void> =>
  removeSome(database, async (rows) => {
    const isUntrue = (row: unknown): boolean => {
      const kept = cachedMarks.safeParse(row).data
      return !kept || !isTrue(kept)
    }
    return (await rows.getAll(among)).filter(isUntrue).map(({ key }) => key)
  })

export const createCacheStore = (inDatabase: OpenDatabase): CacheStore => {
  const attempt = async (work: (database: Database) => Promise<unknown>): Promise<boolean> => {
    try {
      await inDatabase(work)
      return true
    } catch {
      return false
    }
  }
  const forget: CacheStore['forget'] = async (side, chatId) =>
    void (await attempt((database) => database.delete('conversations', keyOf(side, chatId))))

  return {
    conversation: async (side, chatId) => {
      const row = await inDatabase((database) => database.get('conversations', keyOf(side, chatId))).catch(() => null)
      return cachedConversation.safeParse(row).data ?? null
    },
    saveConversation: async (side, cached) => {
      const row = { ...cached, key: keyOf(side, cached.chatId), side }
      const isSaved = await attempt((database) => putAll(database, 'conversations', [row]))
      // What it would have replaced may hold a message that is deleted by now.
      if (!isSaved) await forget(side, cached.chatId)
      else await attempt((database) => prune(database, side))
    },
    forget,
    keepOnly: async (side, chatId) =>
      void (await attempt((database) => removeBut(database, side, keyOf(side, chatId)))),
    keepTrue: async (side, isTrue, chatId) => {
      const among = () => (chatId === undefined ? ofSide(side) : IDBKeyRange.only(keyOf(side, chatId)))
      await attempt((database) => removeUntrue(database, isTrue, among()))
    },
    lists: async () => {
      const rows = await inDatabase((database) => database.getAll('lists')).catch(() => [])
      return rows.flatMap((row) => cachedList.safeParse(row).data ?? [])
    },
    saveLists: async (lists) => {
      const isSaved = await attempt((database) => putAll(database, 'lists', lists))
      if (!isSaved) await attempt((database) => database.clear('lists'))
    },
    clear: (side) => clearCache(inDatabase, side),
  }
}
