import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Audience, Clock, Hash, Random } from '#server/actions/ports'
import { codeRules } from '#server/domain/code'
import type { WindowLimit } from '#server/domain/rate-limit'
import { sessionLivesMs } from '#server/domain/session'
import type { Store } from '#server/store/ports'

type Deps = {
  store: Pick<Store, 'codes' | 'sessions'>
  audience: Pick<Audience, 'adminSessionEnded'>
  clock: Clock
  random: Random
  hash: Hash
  wrongInAll: WindowLimit
  wrongPerBrowser: WindowLimit
  triesPerAddress: WindowLimit
}

/** `browser`: the session that this browser had until now, over or not. */
type Attempt = { code: string; challengeId: string | null; address: string; browser: string | null; userAgent: string }

/**
 * The admin proves who they are. A code from the console opens whatever the limits in all say, so that a flood of
 * guesses cannot lock the owner out; all other codes are bound to their challenge and to those limits.
 */
export const signIn = (deps: Deps) => {
  const { store, audience, clock, random, hash, wrongInAll, wrongPerBrowser, triesPerAddress } = deps

  return async (attempt: Attempt): Promise<Outcome<{ token: string }>> => {
    const now = clock()
    const tries = triesPerAddress.take(attempt.address, now)
    if (!tries.ok) return tooMany(tries.retryAfterMs)
    if (await store.codes.takeOpen(hash(attempt.code), now)) return open(attempt)

    const [limit, key] = attempt.browser ? [wrongPerBrowser, attempt.browser] : [wrongInAll, '']
    // Counted before it is looked at: guesses that come all at once must not share one look at the limit.
    const allowance = limit.take(key, now)
    if (!allowance.ok) return tooMany(allowance.retryAfterMs)
    const taken = await takeOfChallenge(attempt, now)
    if (taken.kind === 'right' || taken.kind === 'exhausted') limit.giveBack(key, now)
    if (taken.kind === 'right') return open(attempt)
    if (taken.kind === 'exhausted') return tooMany(taken.until - now)
    return refuse('unauthenticated', 'the code is wrong, used or expired')
  }

  async function takeOfChallenge({ code, challengeId }: Attempt, now: number) {
    if (challengeId === null) return { kind: 'unknown' } as const
    return store.codes.take(challengeId, hash(code), now, codeRules.triesEach)
  }

  /** Its cookie takes the place of the one before, so that session ends: nobody could sign it out any more. */
  async function open({ userAgent, browser }: Attempt): Promise<Outcome<{ token: string }>> {
    const createdAt = clock()
    const token = random.token()
    const expiresAt = createdAt + sessionLivesMs.admin
    await store.sessions.openAdmin(random.id(), { tokenHash: hash(token), userAgent, createdAt, expiresAt }, browser)
    if (browser !== null) audience.adminSessionEnded(browser)
    return done({ token })
  }
}

const tooMany = (retryAfterMs: number) => refuse('rate_limited', 'too many wrong codes', retryAfterMs)
