import type { Clock, PushOutcome } from '#server/actions/ports'
import { merge, type News, topicOf, worthUntil } from '#server/actions/push/news'
import { type AttemptDeps, createAttempts } from './push-attempts.ts'
import type { PushGate } from './push-gate.ts'
import { createPatience } from './push-patience.ts'
import type { Target } from './push-targets.ts'

/** What became of a try. `tookMs`: since it was due. `isLast`: it is not tried again. */
export type Tried = { target: Target; news: News; outcome: PushOutcome; tries: number; tookMs: number; isLast: boolean }

/** The times are of the clock that never jumps. */
type Lane = {
  target: Target
  /** Not on its way yet. */
  wanted: News | null
  sending: News | null
  /** Since when it could be told. */
  dueAt: number
  tries: number
  /** Between two tries. */
  pause: Pause | null
}
type Pause = { since: number; until: number; end: () => void }

type Deps = AttemptDeps & {
  gate: PushGate
  clock: Clock
  steadyClock: Clock
  /** 0 to 1. */
  random: () => number
  onTried: (tried: Tried) => void
  /** Nothing is left to tell in a lane. */
  onDone: () => void
}

export type PushLanes = {
  /** `since`: when it came, by the clock that never jumps. */
  tell: (target: Target, news: News, since: number) => void
  /** What is not told yet. */
  visitUntold: (visit: (news: News, subscription: number) => void) => void
  /** Sends no more. What is on its way has a moment to arrive; what becomes of it later is not heard. */
  stop: () => Promise<void>
}

// Whoever answers at once is told at once; a flood of lines is no flood of pushes.
const messagesEveryMs = 250

/**
 * A lane is a subscription and a topic. One push of it is on its way at a time, and what comes meanwhile becomes one: so
 * whoever writes ten lines rings once or twice. Nothing is dropped but what need not be told any more, or is too old.
 */
export const createPushLanes = (deps: Deps): PushLanes => {
  const { gate, clock, steadyClock, after, onTried, onDone } = deps
  const { attempt, giveUp } = createAttempts(deps)
  const patience = createPatience(deps)
  const lanes = new Map<string, Lane>()
  let isStopped = false

  const tell: PushLanes['tell'] = (target, news, since) => {
    const key = `${target.subscription} ${topicOf(news)}`
    const known = lanes.get(key)
    const lane = known ?? { target, wanted: null, sending: null, dueAt: since, tries: 0, pause: null }
    lane.wanted = merge(lane.wanted, news)
    lanes.set(key, lane)
    if (!known) queue(key, lane)
    else if (lane.pause) hurry(key, lane, lane.pause)
  }

  /** What is new does not wait for as long as what has failed before. */
  const hurry = (key: string, lane: Lane, { since, until, end }: Pause): void => {
    const at = patience.freshAt(lane.target, since)
    if (at >= until) return
    end()
    lane.tries = 0
    rest(key, lane, at - steadyClock(), since)
  }

  const queue = (key: string, lane: Lane): void => {
    if (isStopped) return
    const isUrgent = lane.wanted?.kind !== 'message'
    gate.enter(lane.target.service, isUrgent, () => run(key, lane))
  }

  const run = async (key: string, lane: Lane): Promise<void> => {
    const news = lane.wanted
    if (!news || isStopped) return
    const askedMs = patience.askedMs(lane.target)
    if (askedMs > 0) return goesOnLater(key, lane, news, askedMs)
    await send(key, lane, news)
  }

  const send = async (key: string, lane: Lane, news: News): Promise<void> => {
    lane.wanted = null
    lane.sending = news
    const startedAt = steadyClock()
    const outcome = await attempt(lane.target, news)
    if (outcome === 'given up') return
    lane.sending = null
    if (outcome?.kind === 'later') return again(key, lane, news, outcome)
    if (outcome) report(lane, news, outcome, true)
    lane.tries = 0
    const restedAt = outcome && news.kind === 'message' ? startedAt + messagesEveryMs : 0
    if (!goesOn(key, lane, restedAt)) onDone()
  }

  const report = (lane: Lane, news: News, outcome: PushOutcome, isLast: boolean): void => {
    const { target, tries, dueAt } = lane
    if (outcome.kind === 'taken') patience.taken(target)
    onTried({ target, news, outcome, tries: tries + 1, tookMs: steadyClock() - dueAt, isLast })
  }

  const again = (key: string, lane: Lane, tried: News, outcome: PushOutcome): void => {
    const news = lane.wanted ? merge(tried, lane.wanted) : tried
    const tries = lane.wanted ? 1 : lane.tries + 1
    const pauseMs = patience.pauseMs(lane.target, news.kind, tries, outcome)
    report(lane, tried, outcome, !isWorthIt(news, pauseMs))
    lane.tries = tries
    goesOnLater(key, lane, news, pauseMs)
  }

  const isWorthIt = (news: News, afterMs: number): boolean => clock() + afterMs < worthUntil(news)

  const goesOnLater = (key: string, lane: Lane, news: News, afterMs: number): void => {
    lane.wanted = news
    if (isWorthIt(news, afterMs)) return rest(key, lane, afterMs)
    lanes.delete(key)
    onDone()
  }

  const rest = (key: string, lane: Lane, ms: number, since = steadyClock()): void => {
    const goOn = (): void => {
      lane.pause = null
      queue(key, lane)
    }
    if (ms <= 0) return goOn()
    lane.pause = { since, until: steadyClock() + ms, end: after(ms, goOn) }
  }

  /** Goes on with what has come meanwhile, not before `restedAt`. False where nothing has come yet. */
  const goesOn = (key: string, lane: Lane, restedAt: number): boolean => {
    const restMs = restedAt - steadyClock()
    const isFollowed = lane.wanted !== null
    if (restMs > 0) after(restMs, () => goesOn(key, lane, 0))
    else if (isFollowed) {
      lane.dueAt = steadyClock()
      queue(key, lane)
    } else lanes.delete(key)
    return isFollowed
  }

  return {
    tell,
    visitUntold: (visit) => {
      for (const { target, wanted, sending } of lanes.values())
        for (const news of [sending, wanted]) if (news) visit(news, target.subscription)
    },
    stop: () => {
      isStopped = true
      gate.close()
      return giveUp()
    },
  }
}
