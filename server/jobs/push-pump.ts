import type { Message } from '#protocol/messages'
import type { Clock, PushOutcome, PushSender } from '#server/actions/ports'
import { createLookAgain } from '#server/actions/push/look-again'
import { type MessageNews, merge, type News, newsOf, otherSide, topicOf } from '#server/actions/push/news'
import type { Outgoing } from '#server/actions/push/outgoing'
import type { Watching } from '#server/actions/push/watching'
import type { Faults } from '#server/faults'
import type { PushSubscription, Untold } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import { createArrivals } from './arrivals.ts'
import { createPushFigures, type PushFigures } from './push-figures.ts'
import { createPushGate } from './push-gate.ts'
import { createPushLanes, type Tried } from './push-lanes.ts'
import { createFinding, type Target, toTarget } from './push-targets.ts'
import { isUntold, startReturning } from './returning.ts'
import { createRinging, type Ringing } from './ringing.ts'
import { createTestPushes, type SendTest } from './test-pushes.ts'
import { type After, after as afterReally, createTimers } from './timers.ts'
import { createToldMark } from './told-mark.ts'
import { createWithholding } from './withholding.ts'

type Deps = {
  store: Pick<Store, 'push' | 'calls' | 'messages'>
  send: PushSender
  outgoing: Outgoing
  watching: Watching
  clock: Clock
  faults: Pick<Faults, 'count'>
  /** 0 to 1. */
  random: () => number
  after?: After
  /** One that never jumps. */
  steadyClock?: Clock
  /** How long pages have to come back after a start, before their devices are told of what was left untold. */
  comeBackMs?: number | undefined
}

export type PushPump = Pick<Ringing, 'tellOfCall' | 'tellOfMissed'> & {
  /** Said once everybody who is connected was told. Those who do not look are told later than in this turn. */
  messageStored: (conversation: Conversation, message: Message) => void
  sendTest: SendTest
  figures: PushFigures
  /** Gives up what is on its way within a second, and writes down how far it came. */
  stop: () => Promise<void>
}

// Keys or clock of this server are not taken: that is no fault of the subscription, which is not to be dropped for it.
const ownFaults: ReadonlySet<number | null> = new Set([401, 403])

/** Tells the devices at which nobody looks, by web push. Everything it waits for is in memory; see told-mark.ts. */
export const startPushPump = (deps: Deps): PushPump => {
  const { store, watching, clock, faults, steadyClock = () => performance.now(), comeBackMs = 20_000 } = deps
  const timers = createTimers(deps.after ?? afterReally)
  const { after } = timers
  const { figures, count } = createPushFigures()
  const { subscriptionsOf, successorsOf } = createFinding(deps)
  const gate = createPushGate()

  const tell = (target: Target, news: News, since = steadyClock()): void => {
    ringing.rings(target, news)
    lanes.tell(target, merge(withholding.take(target, topicOf(news)), news), since)
  }
  const withhold = (target: Target, news: News): void => {
    ringing.rings(target, news)
    withholding.withhold(target, news)
  }
  const route = (target: Target, news: News, since?: number): void => {
    // Spares the look that comes before each push, which would find the same.
    if (watching.isWatched(target.device)) withhold(target, news)
    else tell(target, news, since)
  }

  const distribute = async (all: readonly MessageNews[], since: number): Promise<void> => {
    // The same of all conversations.
    let admins: PushSubscription[] | null = null
    for (const news of all) {
      const subscriptions: PushSubscription[] = (news.to === 'admin' && admins) || (await subscriptionsOf(news))
      if (news.to === 'admin') admins = subscriptions
      for (const subscription of subscriptions) route(toTarget(subscription), news, since)
    }
    mark.move()
  }

  const tellUntold = async ({ conversation, message }: Untold): Promise<void> => {
    const news = newsOf(conversation, message)
    if (!news) return
    const subscriptions = await subscriptionsOf(news)
    mark.saw(message.id)
    for (const subscription of subscriptions.filter(isUntold(news.newest))) route(toTarget(subscription), news)
  }

  const arrivals = createArrivals({ after, steadyClock, distribute, faults })
  const withholding = createWithholding({ watching, after, steadyClock, tell, onChange: () => mark.move() })
  const lanes = createPushLanes({
    ...deps,
    lookAgain: createLookAgain({ ...deps, isWatched: watching.isWatched }),
    gate,
    steadyClock,
    after,
    onTried: (tried) => {
      count(tried)
      noteTried(tried)
    },
    onWatched: withhold,
    onGone: async (target, news) => {
      for (const successor of await successorsOf(target, news)) route(successor, news)
    },
    onDone: () => mark.move(),
  })
  const mark = createToldMark({
    ...deps,
    after,
    visitUntold: (visit) => {
      arrivals.visitUntold((news) => visit(news, null))
      lanes.visitUntold(visit)
      withholding.visitUntold(visit)
    },
    isUnsettled: () => !withholding.isEmpty(),
    settle: withholding.settle,
  })
  const targetsOf = async (news: News): Promise<Target[]> => (await subscriptionsOf(news)).map(toTarget)
  const ringing = createRinging({ clock, after, targetsOf, route })
  const overtake = startReturning({ ...deps, after, comeBackMs, tell: tellUntold, onDone: mark.begin })

  const noteTried = ({ target: { subscription }, news, outcome, tries, isLast }: Tried): void => {
    const mayHaveCome = outcome.kind === 'taken' || outcome.status === null
    if (news.kind === 'ring' && mayHaveCome) news.reached.add(subscription)
    if (outcome.kind === 'taken') mark.sent(subscription)
    else if (outcome.kind === 'gone' || tries === 1 || isLast) void noteFailed(subscription, outcome)
  }
  const noteFailed = (subscription: number, { kind, status }: PushOutcome): Promise<void> =>
    kind === 'gone'
      ? store.push.forget(subscription).catch((fault) => faults.count('job', fault))
      : mark.failed(subscription, kind === 'refused' && !ownFaults.has(status))

  const tests = createTestPushes({
    ...deps,
    gate,
    note: (subscription, outcome) =>
      outcome.kind === 'taken' ? mark.sentNow(subscription) : noteFailed(subscription, outcome),
  })

  const messageStored: PushPump['messageStored'] = (conversation, message) => {
    if (message.role === 'system' || !store.push.mayReach(otherSide(message.role), conversation)) return
    const news = newsOf(conversation, message)
    if (!news) return
    overtake(news.to, conversation)
    mark.saw(message.id)
    arrivals.add(news)
  }

  const stop = async (): Promise<void> => {
    timers.clear()
    tests.stop()
    await lanes.stop()
    await mark.writeNow()
    timers.close()
  }

  const { tellOfCall, tellOfMissed } = ringing
  return { messageStored, tellOfCall, tellOfMissed, sendTest: tests.sendTest, figures, stop }
}
