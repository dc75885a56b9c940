import type { Side } from '#protocol/messages'
import { type FromWorker, fromWorker } from '#protocol/worker-messages'
import { type Clock, systemClock } from './clock.ts'
import { caughtMessages } from './worker-catch.ts'
import { createBringer, makeWayForNewPage, reaches, takeOver } from './worker-change.ts'
import { registerWorker } from './worker-registration.ts'
import { lookForUpdates, watchVersions } from './worker-updates.ts'

/** The service worker of this page's app, as the page sees it. */
export type WorkerBridge = {
  /** Its registration once a worker of it is active; null where there is none and there will be none. */
  ready: () => Promise<ServiceWorkerRegistration | null>
  /** What the worker says to the pages of its app. Returns its stop. */
  onMessage: (tell: (message: FromWorker) => void) => () => void
  /** A new version waits: told once for each. Returns its stop. */
  onUpdate: (tell: () => void) => () => void
  /** Lets the version that waits take over and loads this page anew, once. */
  takeOver: () => void
}

const readyWithinMs = 20_000

const loaded = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState === 'complete') resolve()
    else addEventListener('load', () => resolve(), { once: true })
  })

const createListeners = <Told>() => {
  const listeners = new Set<(told: Told) => void>()
  return {
    tell: (told: Told): void => {
      for (const tell of listeners) tell(told)
    },
    add: (tell: (told: Told) => void): (() => void) => {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    isEmpty: (): boolean => listeners.size === 0,
  }
}

/** A press on a notification while nobody can go where it leads, before a sign-in for one: the last of them waits. */
const createMessages = () => {
  const listeners = createListeners<FromWorker>()
  let held: FromWorker | null = null
  return {
    tell: (message: FromWorker): void => {
      if (listeners.isEmpty() && message.type === 'open') held = message
      listeners.tell(message)
    },
    add: (tell: (message: FromWorker) => void): (() => void) => {
      const kept = held
      held = null
      // All who begin to listen together hear it.
      if (kept) queueMicrotask(() => listeners.tell(kept))
      return listeners.add(tell)
    },
  }
}

const hear = (workers: ServiceWorkerContainer, tell: (message: FromWorker) => void): void => {
  const take = ({ data, ports }: MessageEvent): void => {
    const message = fromWorker.safeParse(data).data
    if (message?.type === 'are-you-well') ports[0]?.postMessage(true)
    else if (message) tell(message)
  }
  workers.addEventListener('message', take)
  for (const event of caughtMessages()) take(event)
  workers.startMessages?.()
}

/** `makeWay`: sees that the next load of this page brings another one, where the server has another. */
type PageBridge = WorkerBridge & { makeWay: () => Promise<void> }

const none: PageBridge = {
  ready: () => Promise.resolve(null),
  onMessage: () => () => {},
  onUpdate: () => () => {},
  takeOver: () => location.reload(),
  makeWay: () => Promise.resolve(),
}

type BridgePorts = { side: Side; workers: ServiceWorkerContainer; clock: Clock; reload: () => void }

/** Registers the worker once the page has loaded; one that cannot be had is as none. */
export const createWorkerBridge = ({ side, workers, clock, reload }: BridgePorts): PageBridge => {
  const bringer = createBringer(workers)
  const messages = createMessages()
  const updates = createListeners<void>()
  let newest: ServiceWorker | null = null
  let isTakingOver = false

  const registering = loaded()
    .then(() => registerWorker(workers, side))
    .catch(() => null)
  const start = (registration: ServiceWorkerRegistration): void => {
    lookForUpdates(registration, clock)
    watchVersions(registration, workers, bringer, (worker) => {
      if (worker === newest) return
      newest = worker
      updates.tell()
    })
  }
  hear(workers, messages.tell)
  void registering.then((registration) => registration && start(registration))

  const activeOf = async (): Promise<ServiceWorkerRegistration | null> => {
    const registration = await registering
    const coming = registration?.active ? null : (registration?.installing ?? registration?.waiting)
    if (coming) await reaches(coming, /^activated|redundant/, readyWithinMs, clock)
    return registration?.active ? registration : null
  }
  const tooLate = (): Promise<null> => new Promise((resolve) => void clock.after(readyWithinMs, () => resolve(null)))
  const renew = async (): Promise<void> => {
    const waiting = (await registering)?.waiting
    if (waiting) await takeOver(waiting, clock)
    reload()
  }

  return {
    ready: () => Promise.race([activeOf(), tooLate()]),
    onMessage: messages.add,
    onUpdate: (tell) => {
      if (newest) queueMicrotask(tell)
      return updates.add(tell)
    },
    takeOver: () => {
      if (isTakingOver) return
      isTakingOver = true
      void renew()
    },
    makeWay: () => makeWayForNewPage(bringer, clock),
  }
}

const bridges = new Map<Side, PageBridge>()

/** The bridge of this page; asked for again it is the same one. */
export const workerBridge = (side: Side): WorkerBridge => {
  const { serviceWorker: workers } = navigator
  const reload = (): void => location.reload()
  const bridge =
    bridges.get(side) ?? (workers ? createWorkerBridge({ side, workers, clock: systemClock, reload }) : none)
  bridges.set(side, bridge)
  return bridge
}

/** For a page that is of no use any more: its next load is to bring another one. */
export const makeWay = async (): Promise<void> => {
  for (const bridge of bridges.values()) await bridge.makeWay()
}
