import type { CacheStore } from '#client/platform/cache-store'
import type { Clock } from '#client/platform/clock'
import { type CachedMarks, isBorneOut, isShort, toCached } from '#client/state/cached'
import type { ConversationEvent, ConversationState } from '#client/state/conversation'
import type { Side, Thread } from '#protocol/messages'
import { createTimers } from './timers.ts'

export type MemoryPorts = {
  self: Side
  cache: CacheStore
  clock: Clock
  state: (chatId: string) => ConversationState | null
  dispatch: (chatId: string, event: ConversationEvent) => void
  /** Whether every change of it is heard. */
  isCurrent: (chatId: string) => boolean
  /** Joined, or being joined. */
  isInRoom: (chatId: string) => boolean
  /** When the server was heard last. */
  heardAt: () => number
}

/** What this device keeps of the conversations that were opened, for a start without a network. */
export type Memory = {
  /** It is opened now: what was kept of it comes in, unless the server was faster. */
  opened: (chatId: string) => void
  /** Resolves once it has come in, or is not worth waiting for; `null` where nothing is on its way. */
  recalled: (chatId: string) => Promise<void> | null
  changed: (before: ConversationState, after: ConversationState, event: ConversationEvent) => void
  /** Keeps at once what waits to be kept, and the conversation that is open with the moment up to which it is known. */
  flush: (openChatId: string | null) => void
  /** Its conversation is gone. */
  forget: (chatId: string) => void
  keepOnly: (chatId: string) => void
  /** Keeps of those that nobody is in the room of only what these rows bear out. */
  compare: (rows: readonly Thread[]) => void
  /** As `compare`, for one conversation. */
  compareOne: (row: Thread) => void
  /** This page's session is over. */
  forgetAll: () => void
  stop: () => void
}

const saveAfterMs = 1500
const joinWaitsMs = 500

const changing = new Set<ConversationEvent['type']>(['joined', 'history', 'message', 'updated', 'asked', 'read'])

const countsFor = (event: ConversationEvent, before: ConversationState): boolean =>
  changing.has(event.type) || (event.type === 'older' && isShort(before))

/**
 * What is deleted in a room that is joined must not lie on the device any longer than it takes. In another it is found
 * out by the rows of the lists, see `compare`.
 */
const takesAway = (event: ConversationEvent, before: ConversationState, after: ConversationState): boolean =>
  after.messages.length < before.messages.length ||
  (event.type === 'updated' && event.updated.messages.some(({ deleted }) => deleted))

export const createMemory = (ports: MemoryPorts): Memory => {
  const { self, cache, clock, state, dispatch, isCurrent, isInRoom, heardAt } = ports
  const timers = createTimers<string>(clock)
  /** Those that were opened here, and when. */
  const usedAt = new Map<string, number>()
  const toldAt = new Map<string, number>()
  const recalling = new Map<string, Promise<void>>()
  let isOver = false

  const recall = async (chatId: string): Promise<void> => {
    const cached = await cache.conversation(self, chatId)
    if (cached && usedAt.has(chatId)) dispatch(chatId, { type: 'recalled', cached })
  }
  // A device that is slow to remember does not hold up the line.
  const inTime = (work: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(joinWaitsMs, resolve)
      void work.then(() => {
        cancel()
        resolve()
      })
    })
  const opened = (chatId: string): void => {
    usedAt.set(chatId, clock.now())
    if (state(chatId)?.loaded || recalling.has(chatId)) return
    const asked = inTime(recall(chatId)).then(() => void recalling.delete(chatId))
    recalling.set(chatId, asked)
  }
  const save = (chatId: string): void => {
    const [held, used] = [state(chatId), usedAt.get(chatId)]
    timers.cancel(chatId)
    if (!held || used === undefined) return
    const told = toldAt.get(chatId) ?? 0
    const savedAt = isCurrent(chatId) ? Math.max(told, heardAt()) : told
    const cached = toCached(held, { savedAt, usedAt: used })
    if (cached) void cache.saveConversation(self, cached)
  }
  const changed: Memory['changed'] = (before, after, event) => {
    const { chatId } = after
    // An answer may come after the page was left, and what was kept is cleared by then.
    if (isOver || !usedAt.has(chatId) || !countsFor(event, before)) return
    toldAt.set(chatId, clock.now())
    if (takesAway(event, before, after)) save(chatId)
    else if (!timers.isSet(chatId)) timers.set(chatId, saveAfterMs, () => save(chatId))
  }
  const letGo = (chatId: string): void => {
    usedAt.delete(chatId)
    timers.cancel(chatId)
  }
  const letGoOf = (isGone: (chatId: string) => boolean): void => {
    for (const chatId of usedAt.keys()) if (isGone(chatId)) letGo(chatId)
  }
  // Whoever is in its room hears what changes, and what was missed comes with the join.
  const isTrue =
    (told: ReadonlyMap<string, Thread>) =>
    (kept: CachedMarks): boolean =>
      isInRoom(kept.chatId) || isBorneOut(kept, told.get(kept.chatId), clock.now())

  return {
    opened,
    recalled: (chatId) => recalling.get(chatId) ?? null,
    changed,
    flush: (openChatId) => {
      for (const chatId of usedAt.keys())
        if (timers.isSet(chatId) || (chatId === openChatId && isCurrent(chatId))) save(chatId)
    },
    forget: (chatId) => {
      letGo(chatId)
      void cache.forget(self, chatId)
    },
    keepOnly: (chatId) => {
      letGoOf((one) => one !== chatId)
      void cache.keepOnly(self, chatId)
    },
    compare: (rows) => {
      const told = new Map(rows.map((row) => [row.chat_id, row]))
      void cache.keepTrue(self, isTrue(told))
    },
    compareOne: (row) => {
      const { chat_id: chatId } = row
      if (!isInRoom(chatId)) void cache.keepTrue(self, isTrue(new Map([[chatId, row]])), chatId)
    },
    forgetAll: () => {
      letGoOf(() => true)
      void cache.clear(self)
    },
    stop: () => {
      isOver = true
      timers.cancelAll()
    },
  }
}
