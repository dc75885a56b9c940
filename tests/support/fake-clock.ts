import type { Clock } from '#client/platform/clock'

export type FakeClock = Clock & {
  /** Moves on, running every timer that comes due on the way, in order. */
  advance: (ms: number) => void
  /** How many timers are waiting. */
  waiting: () => number
}

export const createFakeClock = (start = 1_700_000_000_000): FakeClock => {
  const timers = new Set<{ at: number; run: () => void }>()
  let now = start

  const next = (until: number) => [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
  const advance = (ms: number): void => {
    const until = now + ms
    for (let timer = next(until); timer; timer = next(until)) {
      timers.delete(timer)
      now = Math.max(now, timer.at)
      timer.run()
    }
    now = until
  }
  return {
    now: () => now,
    after: (delayMs, run) => {
      const timer = { at: now + delayMs, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance,
    waiting: () => timers.size,
  }
}
