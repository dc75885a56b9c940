import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Language } from '#protocol/text'
import type { Audience, Clock, Hash, Random } from '#server/actions/ports'
import { makeCid } from '#server/domain/cid'
import type { WindowLimit } from '#server/domain/rate-limit'
import { sessionLivesMs } from '#server/domain/session'
import type { Store, VisitorSession } from '#server/store/ports'

type Deps = {
  store: Pick<Store, 'conversations'>
  audience: Pick<Audience, 'threadChanged'>
  newSessions: WindowLimit
  clock: Clock
  random: Random
  hash: Hash
}

type Wish = { name: string; lang: Language; address: string; userAgent: string }
export type Opened = { session: VisitorSession; token: string }

const cidTries = 20

/** A visitor arrives: a conversation and a session of its own, whose token is shown once. */
export const openConversation =
  ({ store, audience, newSessions, clock, random, hash }: Deps) =>
  async ({ name, lang, address, userAgent }: Wish): Promise<Outcome<Opened>> => {
    const createdAt = clock()
    const allowance = newSessions.take(address, createdAt)
    if (!allowance.ok)
      return refuse('rate_limited', 'too many new conversations from this address', allowance.retryAfterMs)

    const token = random.token()
    const newSession = { tokenHash: hash(token), userAgent, createdAt, expiresAt: createdAt + sessionLivesMs.visitor }
    for (let attempt = 0; attempt < cidTries; attempt++) {
      const cid = makeCid(name, attempt === 0 ? 4 : 6, () => random.below(2 ** 24) / 2 ** 24)
      const conversation = { chatId: random.id(), cid, name, lang, createdAt }
      const session = await store.conversations.create(conversation, newSession)
      if (session) {
        audience.threadChanged(session.conversation)
        return done({ session, token })
      }
    }
    throw new Error('no CID is free')
  }

/** A visitor who is known comes back under a name that may have changed; the CID stays. */
export const renameVisitor =
  ({ store, audience }: Pick<Deps, 'store' | 'audience'>) =>
  async ({ conversation }: VisitorSession, name: string, lang: Language | null): Promise<void> => {
    if (conversation.name === name && (lang ?? conversation.lang) === conversation.lang) return
    await store.conversations.rename(conversation, name, lang)
    audience.threadChanged(conversation)
  }
