import type { Side } from '#protocol/messages'
import type { Clock } from '#server/actions/ports'
import type { MessageNews } from '#server/actions/push/news'
import { retryPauseMs } from '#server/domain/retry-pause'
import type { Faults } from '#server/faults'
import type { PushSubscription, Untold } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import type { After } from './timers.ts'

type Deps = {
  store: Pick<Store, 'push'>
  clock: Clock
  after: After
  /** 0 to 1. */
  random: () => number
  comeBackMs: number
  /** Rejects before anybody was told of it, or not at all. */
  tell: (untold: Untold) => Promise<void>
  /** Nothing is left of what an earlier run did not tell. */
  onDone: () => void
  faults: Pick<Faults, 'count'>
}

const dayMs = 24 * 60 * 60_000
const pauses = { leastMs: 1000, mostMs: 60_000 }

const nameOf = (to: Side, { key }: Conversation): string => `${to} ${key}`

/**
 * After a start: what the run before was not done with is told, once the pages had time to come back and show it. Where the
 * database cannot say what that is, it is asked again and again. Returns what takes a conversation out, for something newer
 * is told there.
 */
export const startReturning = ({ store, clock, after, random, comeBackMs, tell, onDone, faults }: Deps) => {
  const left = new Map<string, Untold>()
  const overtaken = new Set<string>()
  let isDone = false

  const ask = async (): Promise<void> => {
    const untold = await store.push.untold(clock() - dayMs)
    for (const one of untold) {
      const name = nameOf(one.message.role === 'user' ? 'admin' : 'user', one.conversation)
      if (!overtaken.has(name)) left.set(name, one)
    }
    if (left.size > 0) after(comeBackMs, () => void untilDone(finish))
    else await finish()
  }

  const finish = async (): Promise<void> => {
    for (const [name, one] of left) {
      await tell(one)
      left.delete(name)
    }
    isDone = true
    overtaken.clear()
    onDone()
  }

  const untilDone = async (step: () => Promise<void>, tries = 1): Promise<void> => {
    try {
      await step()
    } catch (fault) {
      faults.count('job', fault)
      after(retryPauseMs(pauses, tries, random()), () => void untilDone(step, tries + 1))
    }
  }

  void untilDone(ask)

  return (to: Side, conversation: Conversation): void => {
    if (isDone) return
    overtaken.add(nameOf(to, conversation))
    left.delete(nameOf(to, conversation))
  }
}

/** Whether a device has not been told of a message yet: it is news there, and nothing was sent since. */
export const isUntold =
  ({ id, at }: MessageNews['newest']) =>
  ({ afterMessage, lastSentAt }: PushSubscription): boolean =>
    afterMessage < id && (lastSentAt === null || lastSentAt <= at)
