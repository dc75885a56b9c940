import { isWorthRenewing, sessionLivesMs } from '#server/domain/session'
import { type AdminSession, StorageFault, type Store, type VisitorSession } from '#server/store/ports'
import type { Clock, Hash } from './ports.ts'

type Deps = { store: Pick<Store, 'sessions'>; clock: Clock; hash: Hash }

export type Identify = {
  visitor: (token: string | undefined) => Promise<VisitorSession | null>
  admin: (token: string | undefined) => Promise<AdminSession | null>
  /** The session of an earlier sign-in on this browser, over or not: such a browser is limited by itself alone. */
  earlierAdmin: (token: string | undefined) => Promise<AdminSession | null>
}

/** Who holds this token. Being used renews a session; one that is ended meanwhile is looked for in vain. */
export const identify = ({ store: { sessions }, clock, hash }: Deps): Identify => {
  const visitor: Identify['visitor'] = async (token) => {
    if (!token) return null
    const now = clock()
    const session = await sessions.visitor(hash(token), now)
    if (!session || !isWorthRenewing(session.lastSeenAt, now)) return session
    await ifStorable(sessions.renewVisitor(session.id, now, now + sessionLivesMs.visitor))
    return sessions.visitor(hash(token), now)
  }

  const earlierAdmin: Identify['earlierAdmin'] = async (token) => (token ? sessions.admin(hash(token)) : null)

  const admin: Identify['admin'] = async (token) => {
    const now = clock()
    const session = await signedIn(token, now)
    // Its last renewal, not when it was last seen: that moves whenever a page is closed.
    if (!session || !isWorthRenewing(session.expiresAt - sessionLivesMs.admin, now)) return session
    await ifStorable(sessions.renewAdmin(session.id, now, now + sessionLivesMs.admin))
    return signedIn(token, now)
  }

  const signedIn = async (token: string | undefined, now: number): Promise<AdminSession | null> => {
    const session = await earlierAdmin(token)
    return session && session.endedAt === null && session.expiresAt > now ? session : null
  }

  return { visitor, admin, earlierAdmin }
}

/** A full disk keeps a session from being renewed, not its holder from reading on. */
const ifStorable = (renewal: Promise<void>): Promise<void> =>
  renewal.catch((fault) => {
    if (!(fault instanceof StorageFault)) throw fault
  })
