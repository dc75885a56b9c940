import type { Clock, PushOutcome } from '#server/actions/ports'
import type { News } from '#server/actions/push/news'
import { type Pauses, retryPauseMs } from '#server/domain/retry-pause'
import type { Target } from './push-targets.ts'

type Deps = {
  /** One that never jumps: all moments are by it. */
  steadyClock: Clock
  /** 0 to 1. */
  random: () => number
}

export type Patience = {
  taken: (target: Target) => void
  /** How long to wait after so many tries that failed, the last of them so. */
  pauseMs: (target: Target, kind: News['kind'], tries: number, outcome: PushOutcome) => number
  /** How long the push service wants nothing for this subscription; 0 where it may be sent. */
  askedMs: (target: Target) => number
  /** When what is new may be tried where something else failed at `failedAt`. */
  freshAt: (target: Target, failedAt: number) => number
}

const pauses: Record<News['kind'], Pauses> = {
  message: { leastMs: 2000, mostMs: 10 * 60_000 },
  ring: { leastMs: 1000, mostMs: 8000 },
  over: { leastMs: 2000, mostMs: 10 * 60_000 },
}
const freshPauseMs = 2000
// The one that failed first is tried again first, and finds out whether still more patience is wanted.
const behindMs = { least: 1000, most: 4000 }

/** How long what failed waits, and what push services ask for: each lane hears of it from the others. */
export const createPatience = ({ steadyClock, random }: Deps): Patience => {
  const askedUntil = new Map<number, number>()
  const takenAt = new Map<string, number>()

  const pauseMs: Patience['pauseMs'] = ({ subscription }, kind, tries, { status, retryAfterMs }) => {
    const ms = retryPauseMs(pauses[kind], tries, random(), retryAfterMs)
    if (status === 429 || retryAfterMs !== undefined) ask(subscription, ms)
    return ms
  }

  const ask = (subscription: number, ms: number): void => {
    const now = steadyClock()
    // The first of a map is the oldest, and none is long: so it stays small.
    for (const [one, until] of askedUntil) {
      if (until > now) break
      askedUntil.delete(one)
    }
    askedUntil.delete(subscription)
    askedUntil.set(subscription, now + ms)
  }

  const askedMs: Patience['askedMs'] = ({ subscription }) => {
    const leftMs = (askedUntil.get(subscription) ?? 0) - steadyClock()
    return leftMs > 0 ? leftMs + behindMs.least + random() * (behindMs.most - behindMs.least) : 0
  }

  const freshAt: Patience['freshAt'] = (target, failedAt) => {
    const now = steadyClock()
    if (askedMs(target) > 0) return Number.POSITIVE_INFINITY
    const isWell = (takenAt.get(target.service) ?? Number.NEGATIVE_INFINITY) > failedAt
    return isWell ? now : Math.max(now, failedAt + freshPauseMs)
  }

  return { taken: ({ service }) => void takenAt.set(service, steadyClock()), pauseMs, askedMs, freshAt }
}
