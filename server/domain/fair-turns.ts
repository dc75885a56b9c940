/**
 * Runs `run` once there is room for its weight, in the order of asking; of whoever asks for many the others' come in
 * between. What is too heavy for the room runs alone.
 */
export type FairTurns = <T>(asker: string, run: () => Promise<T>, weight?: number) => Promise<T>

type Waiting = { weight: number; go: () => void }

/** With room for 1 they run one after the other. */
export const createFairTurns = (room = 1): FairTurns => {
  const lines = new Map<string, Waiting[]>()
  let taken = 0
  let last: string | null = null

  const nextLine = (): [string, Waiting[]] | undefined => {
    const [first, second] = lines
    return first?.[0] === last ? (second ?? first) : first
  }

  const admit = (): void => {
    const [asker, [next, ...others] = []] = nextLine() ?? []
    if (asker === undefined || !next || (taken > 0 && taken + next.weight > room)) return
    lines.delete(asker)
    if (others.length > 0) lines.set(asker, others)
    last = asker
    taken += next.weight
    next.go()
    admit()
  }

  return async (asker, run, weight = 1) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    lines.set(asker, [...(lines.get(asker) ?? []), { weight, go: resolve }])
    admit()
    await promise
    try {
      return await run()
    } finally {
      taken -= weight
      admit()
    }
  }
}
