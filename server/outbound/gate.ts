/** Runs `run` once there is room for its weight, in the order of asking; what is too heavy for the room runs alone. */
export type Gate = <T>(weight: number, run: () => Promise<T>) => Promise<T>

export const createGate = (room: number): Gate => {
  const waiting: { weight: number; go: () => void }[] = []
  let taken = 0

  const admit = (): void => {
    const next = waiting[0]
    if (!next || (taken > 0 && taken + next.weight > room)) return
    waiting.shift()
    taken += next.weight
    next.go()
    admit()
  }

  return async (weight, run) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.push({ weight, go: resolve })
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
