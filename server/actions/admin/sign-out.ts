import type { Audience, Clock } from '#server/actions/ports'
import type { AdminSession, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'sessions'>; audience: Pick<Audience, 'adminSessionEnded'>; clock: Clock }

export const signOut =
  ({ store, audience, clock }: Deps) =>
  async ({ id }: AdminSession): Promise<void> => {
    await store.sessions.endAdmin(id, clock())
    audience.adminSessionEnded(id)
  }
