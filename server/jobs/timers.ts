/** Runs something once, later. Returns what keeps it from that. */
export type After = (delayMs: number, run: () => void) => () => void

export const after: After = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

/** Timers that all end together. Once they are closed, no more is taken. */
export const createTimers = (start: After) => {
  const waiting = new Set<() => void>()
  let isClosed = false

  const runAfter: After = (delayMs, run) => {
    if (isClosed) return () => undefined
    const stop = start(delayMs, () => {
      waiting.delete(cancel)
      run()
    })
    const cancel = (): void => {
      waiting.delete(cancel)
      stop()
    }
    waiting.add(cancel)
    return cancel
  }
  const clear = (): void => {
    for (const cancel of waiting) cancel()
  }
  const close = (): void => {
    clear()
    isClosed = true
  }
  return { after: runAfter, clear, close }
}
