import { merge, type News, topicOf } from '#server/actions/push/news'
import type { SessionId } from '#server/actions/push/watching'
import type { Target } from './push-targets.ts'

export type WithheldNews = { target: Target; news: News }
type Entry = WithheldNews & { at: number }

export type Withheld = {
  /** `at`: now, by the clock that never jumps. */
  add: (target: Target, news: News, at: number) => void
  /** Takes out what is withheld of one topic, for it is told together with something newer. */
  take: (target: Target, topic: string) => News | null
  /** Takes out all that is withheld from a session. */
  takeAll: (session: SessionId) => WithheldNews[]
  /** Forgets what a page that spoke since has shown. */
  settle: (heardFrom: (sessions: ReadonlySet<SessionId>) => Map<SessionId, number>) => void
  has: (session: SessionId) => boolean
  visitUntold: (visit: (news: News, subscription: number) => void) => void
  isEmpty: () => boolean
}

// A device that did not show a thousand conversations has enough to tell of with the newest thousand.
const mostOfSession = 1000

/**
 * News that a device was not told of, since somebody looked at one of its pages: kept until that page is heard from again,
 * half a minute at most. A page that never speaks again has shown nothing, however its socket looked.
 */
export const createWithheld = (most = mostOfSession): Withheld => {
  const sessions = new Map<SessionId, Map<string, Entry>>()

  const keyOf = ({ subscription }: Target, topic: string): string => `${subscription} ${topic}`

  const add: Withheld['add'] = (target, news, at) => {
    const { session } = target.device
    const entries = sessions.get(session) ?? new Map<string, Entry>()
    const key = keyOf(target, topicOf(news))
    const before = entries.get(key)
    // Anew at the end: the first of a map is then the oldest.
    entries.delete(key)
    entries.set(key, { target, news: merge(before?.news ?? null, news), at })
    if (entries.size > most) entries.delete(entries.keys().next().value ?? '')
    sessions.set(session, entries)
  }

  const take: Withheld['take'] = (target, topic) => {
    const { session } = target.device
    const entries = sessions.get(session)
    const entry = entries?.get(keyOf(target, topic))
    if (!entries || !entry) return null
    entries.delete(keyOf(target, topic))
    if (entries.size === 0) sessions.delete(session)
    return entry.news
  }

  const takeAll: Withheld['takeAll'] = (session) => {
    const entries = [...(sessions.get(session)?.values() ?? [])]
    sessions.delete(session)
    return entries
  }

  const settle: Withheld['settle'] = (heardFrom) => {
    if (sessions.size === 0) return
    for (const [session, heardAt] of heardFrom(new Set(sessions.keys()))) {
      const entries = sessions.get(session)
      for (const [key, { at }] of entries ?? []) if (at < heardAt) entries?.delete(key)
      if (entries?.size === 0) sessions.delete(session)
    }
  }

  return {
    add,
    take,
    takeAll,
    settle,
    has: (session) => sessions.has(session),
    visitUntold: (visit) => {
      for (const entries of sessions.values())
        for (const { news, target } of entries.values()) visit(news, target.subscription)
    },
    isEmpty: () => sessions.size === 0,
  }
}
