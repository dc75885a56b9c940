import type { Clock } from '#client/platform/clock'

export type Pulse = {
  /** Something came: the line lives. */
  heard: () => void
  /** Asks now and waits no longer than `limitMs` for a sign of life. */
  check: (limitMs: number) => void
  stop: () => void
}

const everyMs = 20_000
const answerWithinMs = 8_000

/**
 * A socket whose other end is gone says nothing, and a browser says nothing about it either: so the page asks. A dead
 * line is found within 28 s, and the server, which closes what is silent for 60 s, hears us. The next question is timed
 * from the answer, not from the last timer: a browser lets chains of timers in a hidden page run once a minute only.
 */
export const startPulse = ({ clock, ping, onDead }: { clock: Clock; ping: () => void; onDead: () => void }): Pulse => {
  let isAsking = false
  let cancelTimer = (): void => {}

  const check = (limitMs: number): void => {
    isAsking = true
    cancelTimer()
    cancelTimer = clock.after(limitMs, onDead)
    ping()
  }
  const rest = (): void => {
    isAsking = false
    cancelTimer()
    cancelTimer = clock.after(everyMs, () => check(answerWithinMs))
  }
  rest()
  return { heard: () => isAsking && rest(), check, stop: () => cancelTimer() }
}
