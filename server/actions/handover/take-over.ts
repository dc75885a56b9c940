import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Audience, Clock, Hash, Random } from '#server/actions/ports'
import { handoverRules } from '#server/domain/handover'
import type { WindowLimit } from '#server/domain/rate-limit'
import { sessionLivesMs } from '#server/domain/session'
import type { NewSession, Store, VisitorSession } from '#server/store/ports'

type Deps = {
  store: Pick<Store, 'handovers'>
  audience: Pick<Audience, 'visitorSessionEnded' | 'adminSessionEnded'>
  limit: WindowLimit
  clock: Clock
  random: Random
  hash: Hash
}

type Attempt = { token: string; address: string; userAgent: string }
type Taken<T> = Promise<Outcome<T & { cookie: string }>>

const opensNothing = refuse('unauthenticated', 'this link was used before, or has expired')

/**
 * The other device takes the session over that a token stands for: it gets a session of its own beside the first. `before`
 * is what this browser was until now: its cookie goes, so its session does, too.
 */
export const takeOver = ({ store, audience, limit, clock, random, hash }: Deps) => {
  const sessionFor = (role: 'visitor' | 'admin', userAgent: string): { cookie: string; session: NewSession } => {
    const createdAt = clock()
    const cookie = random.token()
    const expiresAt = createdAt + sessionLivesMs[role]
    return { cookie, session: { tokenHash: hash(cookie), userAgent, createdAt, expiresAt } }
  }

  const refused = (address: string) => {
    const allowance = limit.take(address, clock())
    return allowance.ok ? null : refuse('rate_limited', 'too many links from this address', allowance.retryAfterMs)
  }

  return {
    async conversation(attempt: Attempt, before: VisitorSession | null): Taken<{ session: VisitorSession }> {
      const tooMany = refused(attempt.address)
      if (tooMany) return tooMany
      const { cookie, session } = sessionFor('visitor', attempt.userAgent)
      const most = handoverRules.sessionsAConversation
      const taken = await store.handovers.takeVisitor(hash(attempt.token), session, before?.id ?? null, most)
      if (!taken) return opensNothing
      for (const id of taken.ended) audience.visitorSessionEnded(id)
      return done({ session: taken.session, cookie })
    },

    async desk(attempt: Attempt, before: string | null): Taken<object> {
      const tooMany = refused(attempt.address)
      if (tooMany) return tooMany
      const { cookie, session } = sessionFor('admin', attempt.userAgent)
      const isTaken = await store.handovers.takeAdmin(hash(attempt.token), random.id(), session, before)
      if (!isTaken) return opensNothing
      if (before !== null) audience.adminSessionEnded(before)
      return done({ cookie })
    },
  }
}
