import type { Audience } from '#server/actions/ports'
import type { Store, VisitorSession } from '#server/store/ports'

type Deps = { store: Pick<Store, 'sessions'>; audience: Pick<Audience, 'visitorSessionEnded'> }

/** This device leaves; the conversation stays with the admin. */
export const leave =
  ({ store, audience }: Deps) =>
  async ({ id }: VisitorSession): Promise<void> => {
    await store.sessions.endVisitor(id)
    audience.visitorSessionEnded(id)
  }
