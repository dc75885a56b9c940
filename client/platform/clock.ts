/** Time as something that is handed in, so that a test can hold it. Moments and delays are milliseconds. */
export type Clock = {
  now: () => number
  /** Runs once after `delayMs`; returns its cancel. */
  after: (delayMs: number, run: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
