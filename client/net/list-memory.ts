import type { CacheStore } from '#client/platform/cache-store'
import type { Clock } from '#client/platform/clock'
import { toCachedLists } from '#client/state/cached'
import type { ThreadsEvent, ThreadsState } from '#client/state/threads'
import { createTimers } from './timers.ts'

type ListMemoryPorts = {
  cache: Pick<CacheStore, 'lists' | 'saveLists'>
  clock: Clock
  state: () => ThreadsState
  dispatch: (event: ThreadsEvent) => void
}

/** What this device keeps of the admin's lists, for a start without a network. */
export type ListMemory = {
  /** What was kept comes in, unless the server was faster. */
  recall: () => Promise<void>
  changed: (event: ThreadsEvent) => void
  /** Keeps at once what waits to be kept. */
  flush: () => void
  stop: () => void
}

const saveAfterMs = 1500

export const createListMemory = ({ cache, clock, state, dispatch }: ListMemoryPorts): ListMemory => {
  const timers = createTimers<'save'>(clock)
  let isOver = false

  const save = (): void => {
    timers.cancel('save')
    const lists = toCachedLists(state())
    if (lists.length > 0) void cache.saveLists(lists)
  }
  return {
    recall: async () => {
      const lists = await cache.lists()
      if (!isOver) for (const list of lists) dispatch({ type: 'recalled', list })
    },
    changed: (event) => {
      // An answer may come after the desk was left, and what was kept is cleared by then.
      if (isOver) return
      const isGone = event.type === 'updated' && 'deleted' in event.update
      if (isGone) save()
      else if ((event.type === 'loaded' || event.type === 'updated') && !timers.isSet('save'))
        timers.set('save', saveAfterMs, save)
    },
    flush: () => {
      if (timers.isSet('save')) save()
    },
    stop: () => {
      isOver = true
      timers.cancelAll()
    },
  }
}
