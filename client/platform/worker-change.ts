import { isServerThere } from '#client/net/server-there'
import type { ToWorker } from '#protocol/worker-messages'
import type { Clock } from './clock.ts'
import { ownRegistration } from './worker-own.ts'

const takeOverWithinMs = 5_000
const updateWithinMs = 10_000

/** Which worker a page was brought by. */
export type Bringer = {
  /** Another version of it has taken over since. */
  isSuperseded: (registration: ServiceWorkerRegistration) => boolean
}

export const createBringer = (workers: ServiceWorkerContainer): Bringer => {
  let first = workers.controller
  // The first worker of all takes pages that were there before it, the desk's also those that the visitor's had.
  workers.addEventListener('controllerchange', () => {
    const { controller } = workers
    if (controller && controller.scriptURL !== first?.scriptURL) first = controller
  })
  return {
    isSuperseded: ({ active }) => first !== null && first !== active && first.scriptURL === active?.scriptURL,
  }
}

const pause = (ms: number, { after }: Clock): Promise<void> => new Promise((resolve) => void after(ms, resolve))

/** Resolves once the worker is in one of the states, and at the latest after `withinMs`. */
export const reaches = (worker: ServiceWorker, states: RegExp, withinMs: number, clock: Clock): Promise<void> =>
  Promise.race([
    pause(withinMs, clock),
    new Promise<void>((resolve) => {
      const look = (): void => void (states.test(worker.state) && resolve())
      worker.addEventListener('statechange', look)
      look()
    }),
  ])

/** Lets a version that waits take over; over when it has, or when it does not obey. */
export const takeOver = (worker: ServiceWorker, clock: Clock): Promise<void> => {
  worker.postMessage({ type: 'take-over' } satisfies ToWorker)
  return reaches(worker, /^activated|redundant/, takeOverWithinMs, clock)
}

const waitingOf = async (registration: ServiceWorkerRegistration, clock: Clock): Promise<ServiceWorker | null> => {
  await Promise.race([registration.update().catch(() => undefined), pause(updateWithinMs, clock)])
  const { installing } = registration
  if (installing) await reaches(installing, /^installed|activat|redundant/, updateWithinMs, clock)
  return registration.waiting
}

/**
 * Before a page that is of no use any more is loaded anew. The worker would bring the same one again: a newer version
 * takes over first, and where the server is there and has none, the worker goes.
 */
export const makeWayForNewPage = async (bringer: Bringer, clock: Clock): Promise<void> => {
  const registration = await ownRegistration().catch(() => null)
  if (!registration || bringer.isSuperseded(registration)) return
  const newer = await waitingOf(registration, clock)
  if (newer) await takeOver(newer, clock)
  else if (await isServerThere()) await registration.unregister()
}
