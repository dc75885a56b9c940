import type { Devices } from '#client/net/devices'
import type { OpenSocket } from '#client/platform/socket'
import { openWebSocket } from '#client/platform/socket'
import { createFakeCacheStore, type FakeCacheStore } from './cache-rows.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeRequests, type FakeRequests } from './fake-request.ts'
import { createFakeOutboxStore, type FakeOutboxStore } from './outbox-rows.ts'

export type FakeTab = Devices & {
  clock: FakeClock
  /** What it uploads. */
  uploads: FakeRequests['sent']
  goOffline: () => void
  goOnline: () => void
  show: (isVisible: boolean) => void
}

export type FakeBrowser = {
  store: FakeOutboxStore
  cache: FakeCacheStore
  /** A page of this browser: it shares store, lock and channel with the others. */
  tab: (url: string, openSocket?: OpenSocket) => FakeTab
}

type Waiting = { lead: () => void; isStopped: boolean }

/** Gives the lead to one tab at a time, in the order in which they asked, as Web Locks do. */
const createLock = () => {
  const queue: Waiting[] = []
  const lead = (): void => {
    const first = queue[0]
    if (first) queueMicrotask(() => !first.isStopped && first.lead())
  }
  return (onLead: () => void) => {
    let isLeading = false
    const entry: Waiting = {
      isStopped: false,
      lead: () => {
        isLeading = true
        onLead()
      },
    }
    queue.push(entry)
    if (queue.length === 1) lead()
    const stop = (): void => {
      const wasFirst = queue[0] === entry
      entry.isStopped = true
      isLeading = false
      if (queue.includes(entry)) queue.splice(queue.indexOf(entry), 1)
      if (wasFirst) lead()
    }
    return { isLeading: () => isLeading, stop }
  }
}

const createChannel = () => {
  const ears = new Set<() => void>()
  return (onTold: () => void) => {
    ears.add(onTold)
    return {
      tell: () => {
        for (const ear of ears) if (ear !== onTold) queueMicrotask(ear)
      },
      close: () => void ears.delete(onTold),
    }
  }
}

const createSignal = (first: boolean) => {
  const tells = new Set<(value: boolean) => void>()
  let now = first
  const set = (next: boolean): void => {
    now = next
    for (const tell of [...tells]) tell(next)
  }
  const watch = (tell: (value: boolean) => void) => {
    tells.add(tell)
    return () => void tells.delete(tell)
  }
  return { get: () => now, set, watch }
}

export const createFakeBrowser = (
  store = createFakeOutboxStore(),
  clockOf: () => FakeClock = createFakeClock,
): FakeBrowser => {
  const lead = createLock()
  const openTabs = createChannel()
  const cache = createFakeCacheStore()
  let ids = 0

  const tab = (url: string, openSocket = openWebSocket): FakeTab => {
    const online = createSignal(true)
    const visible = createSignal(true)
    const requests = createFakeRequests()
    return {
      url,
      openSocket,
      openRequest: requests.open,
      uploads: requests.sent,
      clock: clockOf(),
      random: () => 0,
      newId: () => `browser-id-${++ids}`,
      store,
      cache,
      lead,
      openTabs,
      isVisible: visible.get,
      onVisibility: visible.watch,
      isOnline: online.get,
      onOnline: online.watch,
      goOffline: () => online.set(false),
      goOnline: () => online.set(true),
      show: visible.set,
    }
  }
  return { store, cache, tab }
}
