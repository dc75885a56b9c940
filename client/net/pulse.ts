import type { Clock } from '#client/platform/clock'

export type Pulse = {
  /** Something came. The line lives, and an answer says that the server hears us too. */
  heard: (isAnswer: boolean) => void
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
  let deadAt = Number.POSITIVE_INFINITY
  let cancelTimer = (): void => {}

  // Asking once more gives no more time to answer.
  const check = (limitMs: number): void => {
    deadAt = Math.min(deadAt, clock.now() + limitMs)
    cancelTimer()
    cancelTimer = clock.after(Math.max(0, deadAt - clock.now()), onDead)
    ping()
  }
  const rest = (): void => {
    deadAt = Number.POSITIVE_INFINITY
    cancelTimer()
    cancelTimer = clock.after(everyMs, () => check(answerWithinMs))
  }
  const heard = (isAnswer: boolean): void => {
    if (isAnswer || deadAt < Number.POSITIVE_INFINITY) rest()
  }
  rest()
  return { heard, check, stop: () => cancelTimer() }
}
