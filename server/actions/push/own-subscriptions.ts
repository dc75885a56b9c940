import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock } from '#server/actions/ports'
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

/** A push has reached this device: its service worker says so. */
export const noteArrived =
  ({ store, clock }: Deps) =>
  async (device: Device, endpoint: string): Promise<Outcome<null>> =>
    (await store.push.noteArrived(device, endpoint, clock())) ? done(null) : notFound
