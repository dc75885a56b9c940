import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock } from '#server/actions/ports'
import { pushRules } from '#server/domain/push-rules'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'push'>; clock: Clock }

// The same whether another device has it or nobody.
const notFound = refuse('not_found', 'this device has no such subscription')

/** What this device has subscribed, the newest first. */
export const listSubscriptions =
  ({ store }: Pick<Deps, 'store'>) =>
  (device: Device): Promise<PushSubscription[]> =>
    store.push.ofDevice(device)

/** This device is not to be told any more. */
export const unsubscribe =
  ({ store }: Pick<Deps, 'store'>) =>
  async (device: Device, endpoint: string): Promise<Outcome<null>> =>
    (await store.push.remove(device, endpoint)) ? done(null) : notFound

/** A push has reached this device: its service worker says so. One that comes soon after another is not written down. */
export const noteArrived =
  ({ store, clock }: Deps) =>
  async (device: Device, endpoint: string): Promise<Outcome<null>> => {
    const now = clock()
    const own = (await store.push.ofDevice(device)).find((one) => one.endpoint === endpoint)
    if (!own) return notFound
    if (isSoonAfter(own.lastArrivedAt, now)) return done(null)
    return (await store.push.noteArrived(device, endpoint, now)) ? done(null) : notFound
  }

// A clock that was set back has no moment before it.
const isSoonAfter = (at: number | null, now: number): boolean =>
  at !== null && Math.abs(now - at) < pushRules.arrivalsApartMs
