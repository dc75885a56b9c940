import type { Clock } from '#server/actions/ports'
import { type MessageNews, merge, type News, topicOf } from '#server/actions/push/news'
import type { Faults } from '#server/faults'
import type { After } from './timers.ts'

type Deps = {
  after: After
  steadyClock: Clock
  /** Finds the devices that are to hear of each, and routes it to them. `since`: when the first of them came. */
  distribute: (news: readonly MessageNews[], since: number) => Promise<void>
  faults: Pick<Faults, 'count'>
}

// Where the database cannot say who is to hear of something.
const againMs = 1000

/** Messages that were stored in this turn of the event loop: nobody waits for what is done with them. */
export const createArrivals = ({ after, steadyClock, distribute, faults }: Deps) => {
  const waiting = new Map<string, MessageNews>()
  let distributing: readonly MessageNews[] = []
  let isAwaited = false
  let since = 0

  const add = (news: MessageNews): void => {
    if (waiting.size === 0) since = steadyClock()
    take(news)
    goIn(0)
  }

  const take = (news: MessageNews): void => {
    const name = `${news.to} ${topicOf(news)}`
    const before = waiting.get(name)
    const merged = before ? merge(before, news) : news
    if (merged.kind === 'message') waiting.set(name, merged)
  }

  const goIn = (ms: number): void => {
    if (!isAwaited) after(ms, () => void go())
    isAwaited = true
  }

  const go = async (): Promise<void> => {
    distributing = [...waiting.values()]
    waiting.clear()
    try {
      await distribute(distributing, since)
      isAwaited = false
      if (waiting.size > 0) goIn(0)
    } catch (fault) {
      faults.count('job', fault)
      for (const news of distributing) take(news)
      isAwaited = false
      goIn(againMs)
    }
    distributing = []
  }

  return {
    add,
    visitUntold: (visit: (news: News) => void): void => {
      for (const news of [...waiting.values(), ...distributing]) visit(news)
    },
  }
}
