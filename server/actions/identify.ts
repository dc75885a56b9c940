import { isWorthRenewing, sessionLivesMs } from '#server/domain/session'
import type { AdminSession, Store, VisitorSession } from '#server/store/ports'
import type { Clock, Hash } from './ports.ts'

type Deps = { store: Pick<Store, 'sessions'>; clock: Clock; hash: Hash }

export type Identify = {
  visitor: (token: string | undefined) => Promise<VisitorSession | null>
  admin: (token: string | undefined) => Promise<AdminSession | null>
  /** The session of an earlier sign-in on this browser, over or not: such a browser is limited by itself alone. */
  earlierAdmin: (token: string | undefined) => Promise<AdminSession | null>
}

/** Who holds this token. Being used renews a session. */
export const identify = ({ store: { sessions }, clock, hash }: Deps): Identify => {
  const visitor: Identify['visitor'] = async (token) => {
    const now = clock()
    const session = token ? await sessions.visitor(hash(token), now) : null
    if (session && isWorthRenewing(session.lastSeenAt, now))
      await sessions.renewVisitor(session.id, now, now + sessionLivesMs.visitor)
    return session
  }

  const earlierAdmin: Identify['earlierAdmin'] = async (token) => (token ? sessions.admin(hash(token)) : null)

  const admin: Identify['admin'] = async (token) => {
    const now = clock()
    const session = await earlierAdmin(token)
    if (!session || session.endedAt !== null || session.expiresAt <= now) return null
    // Its last renewal, not when it was last seen: that moves whenever a page is closed.
    const renewedAt = session.expiresAt - sessionLivesMs.admin
    if (isWorthRenewing(renewedAt, now)) await sessions.renewAdmin(session.id, now, now + sessionLivesMs.admin)
    return session
  }

  return { visitor, admin, earlierAdmin }
}
