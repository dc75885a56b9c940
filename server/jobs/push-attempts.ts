import type { PushOutcome, PushSender } from '#server/actions/ports'
import type { LookAgain } from '#server/actions/push/look-again'
import type { News } from '#server/actions/push/news'
import type { Faults } from '#server/faults'
import type { Target } from './push-targets.ts'
import type { After } from './timers.ts'

export type AttemptDeps = {
  lookAgain: LookAgain
  send: PushSender
  after: After
  onWatched: (target: Target, news: News) => void
  /** There is no such subscription any more: somebody else is to be told. */
  onGone: (target: Target, news: News) => Promise<void>
  faults: Pick<Faults, 'count'>
}

/** Null where nothing was to be sent; `given up` where a stop came first, and nobody knows. */
export type Attempted = PushOutcome | 'given up' | null

const lastAnswersMs = 700
const unknown: PushOutcome = { kind: 'later', status: null }

/** Single tries to hand over a push. None rejects. */
export const createAttempts = ({ lookAgain, send, after, onWatched, onGone, faults }: AttemptDeps) => {
  const onTheirWay = new Set<Promise<unknown>>()
  let isStopped = false
  let isGivenUp = false

  const lookAndSend = async (target: Target, news: News): Promise<Attempted> => {
    const seen = await lookAgain(target.subscription, news)
    if (seen.kind === 'watched') onWatched(target, news)
    if (seen.kind === 'gone') await onGone(target, news)
    if (seen.kind !== 'tell') return null
    if (isStopped) return 'given up'
    const outcome = await send(seen.subscription, seen.push)
    if (outcome.kind === 'gone' && !isGivenUp) await onGone(target, news)
    return outcome
  }

  const attempt = async (target: Target, news: News): Promise<Attempted> => {
    const attempting = lookAndSend(target, news).catch((fault) => {
      faults.count('job', fault)
      return unknown
    })
    onTheirWay.add(attempting)
    const outcome = await attempting
    onTheirWay.delete(attempting)
    return isGivenUp ? 'given up' : outcome
  }

  const pause = (ms: number) => new Promise<void>((resolve) => after(ms, resolve))

  /** Begins no more. What is on its way has a moment to arrive; what becomes of it later is not heard. */
  const giveUp = async (): Promise<void> => {
    isStopped = true
    if (onTheirWay.size > 0) await Promise.race([Promise.all(onTheirWay), pause(lastAnswersMs)])
    isGivenUp = true
  }

  return { attempt, giveUp }
}
