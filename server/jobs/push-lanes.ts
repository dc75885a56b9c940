import type { Clock, PushOutcome, PushSender } from '#server/actions/ports'
import type { LookAgain } from '#server/actions/push/look-again'
import { merge, type News, topicOf, worthUntil } from '#server/actions/push/news'
import { type Pauses, retryPauseMs } from '#server/domain/retry-pause'
import type { Faults } from '#server/faults'
import type { Device } from '#server/store/device-ports'
import type { PushGate } from './push-gate.ts'
import type { After } from './timers.ts'

/** A subscription, as far as it does not change. `service`: whose push service it is. */
export type Target = { subscription: number; device: Device; service: string }

/** What became of a try. `tookMs`: since it was due. `isLast`: it is not tried again. */
export type Tried = { target: Target; news: News; outcome: PushOutcome; tries: number; tookMs: number; isLast: boolean }

type Lane = {
  target: Target
  /** Not on its way yet. */
  wanted: News | null
  sending: News | null
  /** Since when it could be told, by the clock that never jumps. */
  dueAt: number
  tries: number
}

type Deps = {
  lookAgain: LookAgain
  send: PushSender
  gate: PushGate
  clock: Clock
  steadyClock: Clock
  after: After
  /** 0 to 1. */
  random: () => number
  onTried: (tried: Tried) => void
  onWatched: (target: Target, news: News) => void
  /** Nothing is left to tell in a lane. */
  onDone: () => void
  faults: Pick<Faults, 'count'>
}

export type PushLanes = {
  /** `since`: when it came, by the clock that never jumps. */
  tell: (target: Target, news: News, since: number) => void
  /** What is not told yet. */
  visitUntold: (visit: (news: News, subscription: number) => void) => void
  /** Sends no more. What is on its way has a moment to arrive; what becomes of it later is not heard. */
  stop: () => Promise<void>
}

const messagesEveryMs = 3000
const lastAnswersMs = 700
const pauses: Record<News['kind'], Pauses> = {
  message: { leastMs: 2000, mostMs: 10 * 60_000 },
  ring: { leastMs: 1000, mostMs: 8000 },
  over: { leastMs: 2000, mostMs: 10 * 60_000 },
}
const unknown: PushOutcome = { kind: 'later', status: null }

/**
 * A lane is a subscription and a topic. One push of it is on its way at a time, and what comes meanwhile becomes one: so
 * whoever writes ten lines rings once or twice. Nothing is dropped but what need not be told any more, or is too old.
 */
export const createPushLanes = (deps: Deps): PushLanes => {
  const { lookAgain, send, gate, clock, steadyClock, after, random, onTried, onWatched, onDone, faults } = deps
  const lanes = new Map<string, Lane>()
  const onTheirWay = new Set<Promise<unknown>>()
  let isStopped = false
  let isGivenUp = false

  const tell: PushLanes['tell'] = (target, news, since) => {
    const key = `${target.subscription} ${topicOf(news)}`
    const known = lanes.get(key)
    const lane = known ?? { target, wanted: null, sending: null, dueAt: since, tries: 0 }
    lane.wanted = merge(lane.wanted, news)
    lanes.set(key, lane)
    if (!known) queue(key, lane)
  }

  const queue = (key: string, lane: Lane): void => {
    if (isStopped) return
    const isUrgent = lane.wanted?.kind !== 'message'
    gate.enter(lane.target.service, isUrgent, () => run(key, lane))
  }

  const run = async (key: string, lane: Lane): Promise<void> => {
    const news = lane.wanted
    if (!news || isStopped) return
    lane.wanted = null
    lane.sending = news
    const startedAt = steadyClock()
    const attempting = attempt(lane, news)
    onTheirWay.add(attempting)
    const outcome = await attempting
    onTheirWay.delete(attempting)
    if (isGivenUp || outcome === 'given up') return
    lane.sending = null
    if (outcome?.kind === 'later') return again(key, lane, news, outcome)
    if (outcome) report(lane, news, outcome, true)
    lane.tries = 0
    const isFollowed = goesOn(key, lane, outcome && news.kind === 'message' ? startedAt + messagesEveryMs : 0)
    if (!isFollowed) onDone()
  }

  /** Null where nothing is to be sent. */
  const attempt = async (lane: Lane, news: News): Promise<PushOutcome | 'given up' | null> => {
    const { target } = lane
    try {
      const seen = await lookAgain(target.subscription, news)
      if (seen.kind === 'watched') onWatched(target, news)
      if (seen.kind !== 'tell') return null
      if (isStopped) return 'given up'
      return await send(seen.subscription, seen.push)
    } catch (fault) {
      faults.count('job', fault)
      return unknown
    }
  }

  const report = (lane: Lane, news: News, outcome: PushOutcome, isLast: boolean): void => {
    const { target, tries, dueAt } = lane
    onTried({ target, news, outcome, tries: tries + 1, tookMs: steadyClock() - dueAt, isLast })
  }

  const again = (key: string, lane: Lane, tried: News, outcome: PushOutcome): void => {
    const news = lane.wanted ? merge(tried, lane.wanted) : tried
    const pauseMs = retryPauseMs(pauses[news.kind], lane.tries + 1, random(), outcome.retryAfterMs)
    const isLast = clock() + pauseMs >= worthUntil(news)
    report(lane, tried, outcome, isLast)
    lane.tries += 1
    lane.wanted = isLast ? null : news
    if (!isLast) return void after(pauseMs, () => queue(key, lane))
    lanes.delete(key)
    onDone()
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

  const pause = (ms: number) => new Promise<void>((resolve) => after(ms, resolve))

  return {
    tell,
    visitUntold: (visit) => {
      for (const { target, wanted, sending } of lanes.values())
        for (const news of [sending, wanted]) if (news) visit(news, target.subscription)
    },
    stop: async () => {
      isStopped = true
      gate.close()
      if (onTheirWay.size > 0) await Promise.race([Promise.all(onTheirWay), pause(lastAnswersMs)])
      isGivenUp = true
    },
  }
}
