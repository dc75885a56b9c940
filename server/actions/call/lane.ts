export type Lane = {
  /** Runs `job` once all that came before it has settled; at once where nothing is under way. */
  run: <T>(job: () => Promise<T>) => Promise<T>
  /** Resolves once it is empty. */
  settled: () => Promise<void>
}

/** One after the other, in the order in which they came. A job that fails holds up nobody. */
export const createLane = (): Lane => {
  let last: Promise<unknown> | null = null

  const run: Lane['run'] = (job) => {
    const running = last ? last.then(job) : job()
    const quiet = running
      .catch(() => undefined)
      .then(() => {
        if (last === quiet) last = null
      })
    last = quiet
    return running
  }

  const settled = async (): Promise<void> => {
    while (last) await last
  }
  return { run, settled }
}
