import type { Message } from '#protocol/messages'
import type { Clock, PushSender } from '#server/actions/ports'
import { createLookAgain } from '#server/actions/push/look-again'
import { audienceOf, type MessageNews, merge, type News, otherSide, topicOf } from '#server/actions/push/news'
import type { Outgoing } from '#server/actions/push/outgoing'
import type { LookedAway, SessionId, Watching } from '#server/actions/push/watching'
import type { Faults } from '#server/faults'
import type { PushSubscription, Untold } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import { createArrivals } from './arrivals.ts'
import { createPushFigures, type PushFigures } from './push-figures.ts'
import { createPushGate } from './push-gate.ts'
import { createPushLanes, type Target, type Tried } from './push-lanes.ts'
import { isUntold, startReturning } from './returning.ts'
import { createRinging, type Ringing } from './ringing.ts'
import { type After, after as afterReally, createTimers } from './timers.ts'
import { createToldMark } from './told-mark.ts'
import { createWithheld } from './withheld.ts'

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
  figures: PushFigures
  /** Gives up what is on its way within a second, and writes down how far it came. */
  stop: () => Promise<void>
}

// A page whose network changes is back within it, and looks on.
const cutGraceMs = 3000

/** Tells the devices at which nobody looks, by web push. Everything it waits for is in memory; see told-mark.ts. */
export const startPushPump = (deps: Deps): PushPump => {
  const { store, watching, clock, faults, steadyClock = () => performance.now(), comeBackMs = 20_000 } = deps
  const timers = createTimers(deps.after ?? afterReally)
  const { after } = timers
  const { figures, count } = createPushFigures()
  const withheld = createWithheld()

  const tell = (target: Target, news: News, since = steadyClock()): void => {
    ringing.rings(target, news)
    lanes.tell(target, merge(withheld.take(target, topicOf(news)), news), since)
  }
  const withhold = (target: Target, news: News): void => {
    withheld.add(target, news, steadyClock())
    mark.move()
  }
  const route = (target: Target, news: News, since?: number): void => {
    // Spares the look that comes before each push, which would find the same.
    if (news.kind !== 'over' && watching.isWatched(target.device)) withhold(target, news)
    else tell(target, news, since)
  }

  const subscriptionsOf = async (news: News): Promise<PushSubscription[]> => {
    const { to, conversation } = audienceOf(news)
    return store.push.mayReach(to, conversation) ? store.push.ofAudience(to, conversation, clock()) : []
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

  const tellUntold = async (untold: readonly Untold[]): Promise<void> => {
    for (const { conversation, message } of untold) {
      const news = newsOf(conversation, message)
      if (!news) continue
      mark.saw(message.id)
      for (const subscription of (await subscriptionsOf(news)).filter(isUntold(news.newest.at)))
        route(toTarget(subscription), news)
    }
  }

  const arrivals = createArrivals({ after, steadyClock, distribute, faults })
  const lookAgain = createLookAgain({ ...deps, isWatched: watching.isWatched })
  const onTried = (tried: Tried): void => {
    count(tried)
    note(tried)
  }
  const lanes = createPushLanes({
    ...deps,
    lookAgain,
    gate: createPushGate(),
    steadyClock,
    after,
    onTried,
    onWatched: withhold,
    onDone: () => mark.move(),
  })
  const mark = createToldMark({
    ...deps,
    after,
    visitUntold: (visit) => {
      arrivals.visitUntold((news) => visit(news, null))
      lanes.visitUntold(visit)
      withheld.visitUntold(visit)
    },
    isUnsettled: () => !withheld.isEmpty(),
    settle: () => withheld.settle(watching.heardFrom),
  })
  const targetsOf = async (news: News): Promise<Target[]> => (await subscriptionsOf(news)).map(toTarget)
  const ringing = createRinging({ clock, after, targetsOf, route })
  const overtake = startReturning({ ...deps, after, comeBackMs, tell: tellUntold, onDone: mark.begin })

  const note = ({ target: { subscription }, news, outcome, tries, isLast }: Tried): void => {
    const mayHaveCome = outcome.kind === 'taken' || outcome.status === null
    if (news.kind === 'ring' && mayHaveCome) news.reached.add(subscription)
    if (outcome.kind === 'taken') mark.sent(subscription)
    else if (outcome.kind === 'gone') store.push.forget(subscription).catch((fault) => faults.count('job', fault))
    else if (tries === 1 || isLast) mark.failed(subscription)
  }

  const tellWithheld = (session: SessionId): void => {
    for (const { target, news } of withheld.takeAll(session)) tell(target, news)
    mark.move()
  }

  watching.onLookedAway(({ session, how, heardAt }: LookedAway) => {
    if (!withheld.has(session)) return
    // What came since the page spoke last was not seen, unless it says now that it was there.
    const seenUntil = how === 'left' ? Number.POSITIVE_INFINITY : heardAt
    withheld.settle(() => new Map([[session, seenUntil]]))
    if (how === 'missed') tellWithheld(session)
    if (how === 'cut' && withheld.has(session)) after(cutGraceMs, () => tellWithheld(session))
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
    await lanes.stop()
    await mark.writeNow()
    timers.close()
  }

  return { messageStored, tellOfCall: ringing.tellOfCall, tellOfMissed: ringing.tellOfMissed, figures, stop }
}

const newsOf = (conversation: Conversation, { id, role, created_at }: Message): MessageNews | null => {
  if (role === 'system') return null
  const one = { id, at: Date.parse(created_at) }
  return { kind: 'message', to: otherSide(role), conversation, first: one, newest: one }
}

/** The end of its host's name, since some have many hosts; whole where it is an address. */
const serviceOf = (endpoint: string): string => new URL(endpoint).host.split('.').slice(-3).join('.')

const toTarget = ({ id, device, endpoint }: PushSubscription): Target => ({
  subscription: id,
  device,
  service: serviceOf(endpoint),
})
