import type { CacheStore } from '#client/platform/cache-store'
import type { CachedConversation, CachedList } from '#client/state/cached'
import { storedMessage } from './stored-message.ts'
import { createWatch, type Watch } from './watch.ts'

export const cachedTalk = (...ids: number[]): CachedConversation => ({
  chatId: 'chat-1',
  cid: 'Eda-7F3C',
  epoch: 'epoch-1',
  rev: ids.at(-1) ?? 0,
  readBy: { user: 0, admin: 0 },
  hasOlder: false,
  messages: ids.map((id) => storedMessage(id, { role: 'admin' })),
  savedAt: 1_600_000_000_000,
  usedAt: 1_600_000_000_000,
})

export type FakeCacheStore = CacheStore & {
  /** By page and conversation. */
  talks: Map<string, CachedConversation>
  keptLists: Map<string, CachedList>
  /** What was kept, in the order in which it was. */
  saved: Watch<CachedConversation>
  savedLists: Watch<readonly CachedList[]>
}

/** IndexedDB's double for what can be fetched again: one is shared by the tabs of a test. */
export const createFakeCacheStore = (): FakeCacheStore => {
  const talks = new Map<string, CachedConversation>()
  const keptLists = new Map<string, CachedList>()
  const saved = createWatch<CachedConversation>()
  const savedLists = createWatch<readonly CachedList[]>()
  const removeBut = (side: string, kept: string | null): void => {
    for (const key of talks.keys()) if (key.startsWith(`${side}:`) && key !== kept) talks.delete(key)
  }
  return {
    talks,
    keptLists,
    saved,
    savedLists,
    conversation: async (side, chatId) => structuredClone(talks.get(`${side}:${chatId}`)) ?? null,
    saveConversation: async (side, cached) => {
      talks.set(`${side}:${cached.chatId}`, cached)
      saved.tell(cached)
    },
    forget: async (side, chatId) => void talks.delete(`${side}:${chatId}`),
    keepOnly: async (side, chatId) => removeBut(side, `${side}:${chatId}`),
    keepTrue: async (side, isTrue, chatId) => {
      const isAmong = (key: string) => (chatId === undefined ? key.startsWith(`${side}:`) : key === `${side}:${chatId}`)
      for (const [key, kept] of talks) if (isAmong(key) && !isTrue(kept)) talks.delete(key)
    },
    lists: async () => [...keptLists.values()],
    saveLists: async (lists) => {
      for (const list of lists) keptLists.set(list.filter, list)
      savedLists.tell(lists)
    },
    clear: async (side) => {
      removeBut(side, null)
      if (side === 'admin') keptLists.clear()
    },
  }
}
