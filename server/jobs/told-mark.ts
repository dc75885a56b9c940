import type { Clock } from '#server/actions/ports'
import type { News } from '#server/actions/push/news'
import type { Faults } from '#server/faults'
import type { Store } from '#server/store/ports'
import type { After } from './timers.ts'

/** Shows every news that is not told yet, with its subscription where that is known. */
export type VisitUntold = (visit: (news: News, subscription: number | null) => void) => void

type Deps = {
  store: Pick<Store, 'push'>
  clock: Clock
  after: After
  faults: Pick<Faults, 'count'>
  visitUntold: VisitUntold
  /** Whether there are some that only time settles. */
  isUnsettled: () => boolean
  settle: () => void
}

export type ToldMark = {
  /** A message was stored that somebody may have to be told of. */
  saw: (id: number) => void
  sent: (subscription: number) => void
  /** The same where somebody waits to see it noted. Never rejects, as `failed` does not. */
  sentNow: (subscription: number) => Promise<void>
  failed: (subscription: number, isRefused: boolean) => Promise<void>
  /** Something changed: writes it down in a while. */
  move: () => void
  /** Until then nothing is written of what goes well: what an earlier run left untold would be lost. */
  begin: () => void
  writeNow: () => Promise<void>
}

const everyMs = 2000

/**
 * What is written down of pushes, behind them and for many at once: up to which message everything is told, and when
 * each device was last sent something. After a crash, whoever hears of a message twice hears of it twice in vain; nobody
 * misses one.
 */
export const createToldMark = (deps: Deps): ToldMark => {
  const { store, clock, after, faults, visitUntold, isUnsettled, settle } = deps
  const sentAt = new Map<number, number>()
  let highestId = 0
  let toldUpTo = 0
  let hasBegun = false
  let isAwaited = false

  const move = (): void => {
    if (!hasBegun || isAwaited) return
    isAwaited = true
    after(everyMs, look)
  }

  const look = (): void => {
    isAwaited = false
    settle()
    void counted(write())
    if (isUnsettled()) move()
  }

  const write = async (): Promise<void> => {
    if (!hasBegun) return
    const { id, since } = findUntold()
    const notes = [...sentAt.keys()].map((subscription) => noteSent(subscription, since))
    await Promise.all([...notes, id > toldUpTo && store.push.toldUpTo(id)])
    toldUpTo = Math.max(toldUpTo, id)
  }

  // The start after a crash skips a device that was sent something after a message came: what it was not told of must be
  // newer than the moment that is noted.
  const noteSent = async (subscription: number, since: (subscription: number) => number): Promise<void> => {
    const at = sentAt.get(subscription)
    sentAt.delete(subscription)
    if (at !== undefined) await store.push.noteSent(subscription, Math.min(at, since(subscription) - 1))
  }

  /** The highest message below which all are told, and since when there is something to tell a subscription. */
  const findUntold = () => {
    let id = highestId
    let ofAll = Number.POSITIVE_INFINITY
    const ofEach = new Map<number, number>()
    visitUntold((news, subscription) => {
      if (news.kind !== 'message') return
      id = Math.min(id, news.first.id - 1)
      if (subscription === null) ofAll = Math.min(ofAll, news.first.at)
      else ofEach.set(subscription, Math.min(ofEach.get(subscription) ?? news.first.at, news.first.at))
    })
    const since = (subscription: number): number => Math.min(ofAll, ofEach.get(subscription) ?? ofAll)
    return { id, since }
  }

  const noteFailed = async (subscription: number, isRefused: boolean): Promise<void> => {
    // First what was sent before: noted later, it would hide the failure.
    await Promise.all([noteSentBefore(subscription), store.push.noteFailed(subscription, clock(), isRefused)])
  }

  const noteSentBefore = async (subscription: number): Promise<void> => {
    if (hasBegun) await noteSent(subscription, findUntold().since)
  }

  const counted = (noting: Promise<unknown>): Promise<void> =>
    noting.then(
      () => undefined,
      (fault) => faults.count('job', fault),
    )

  return {
    saw: (id) => {
      highestId = Math.max(highestId, id)
      move()
    },
    sent: (subscription) => {
      sentAt.set(subscription, clock())
      move()
    },
    sentNow: (subscription) => {
      sentAt.set(subscription, clock())
      return counted(noteSentBefore(subscription))
    },
    failed: (subscription, isRefused) => counted(noteFailed(subscription, isRefused)),
    move,
    begin: () => {
      hasBegun = true
      if (highestId > 0 || sentAt.size > 0) move()
    },
    writeNow: () => counted(write()),
  }
}
