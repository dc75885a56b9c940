import type { Side } from '#protocol/messages'
import type { Clock } from '#server/actions/ports'
import type { Faults } from '#server/faults'
import type { PushSubscription, Untold } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import type { After } from './timers.ts'

type Deps = {
  store: Pick<Store, 'push'>
  clock: Clock
  after: After
  comeBackMs: number
  tell: (untold: readonly Untold[]) => Promise<void>
  /** Nothing is left of what an earlier run did not tell. */
  onDone: () => void
  faults: Pick<Faults, 'count'>
}

const dayMs = 24 * 60 * 60_000

const nameOf = (to: Side, { key }: Conversation): string => `${to} ${key}`

/**
 * After a start: what the run before was not done with is told, once the pages had time to come back and show it. Returns
 * what takes a conversation out, for something newer is told there.
 */
export const startReturning = ({ store, clock, after, comeBackMs, tell, onDone, faults }: Deps) => {
  const left = new Map<string, Untold>()
  const overtaken = new Set<string>()
  let isDone = false

  const ask = async (): Promise<void> => {
    const untold = await store.push.untold(clock() - dayMs)
    for (const one of untold) {
      const name = nameOf(one.message.role === 'user' ? 'admin' : 'user', one.conversation)
      if (!overtaken.has(name)) left.set(name, one)
    }
    if (left.size > 0) after(comeBackMs, () => void finish().catch((fault) => faults.count('job', fault)))
    else await finish()
  }

  const finish = async (): Promise<void> => {
    await tell([...left.values()])
    isDone = true
    left.clear()
    overtaken.clear()
    onDone()
  }

  void ask().catch((fault) => faults.count('job', fault))

  return (to: Side, conversation: Conversation): void => {
    if (isDone) return
    overtaken.add(nameOf(to, conversation))
    left.delete(nameOf(to, conversation))
  }
}

/** Whether a device has not been told of a message yet: it subscribed before, and was sent nothing since. */
export const isUntold =
  (at: number) =>
  ({ createdAt, lastSentAt }: PushSubscription): boolean =>
    createdAt <= at && (lastSentAt === null || lastSentAt <= at)
