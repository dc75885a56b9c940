import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Audience, Clock } from '#server/actions/ports'
import type { AdminDevice, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'sessions'>; audience: Pick<Audience, 'adminDeviceEnded'>; clock: Clock }

/** The devices on which the admin is signed in, the last seen first. */
export const listDevices =
  ({ store, clock }: Pick<Deps, 'store' | 'clock'>) =>
  (): Promise<AdminDevice[]> =>
    store.sessions.admins(clock())

/** Signs one of them out and closes its sockets. */
export const endDevice =
  ({ store, audience, clock }: Deps) =>
  async (id: string): Promise<Outcome<null>> => {
    const devices = await store.sessions.admins(clock())
    if (!devices.some((device) => device.id === id)) return refuse('not_found', 'there is no such device')
    await store.sessions.endAdmin(id, clock())
    audience.adminDeviceEnded(id)
    return done(null)
  }
