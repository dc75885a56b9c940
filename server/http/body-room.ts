type Bounds = {
  /** Bytes of all bodies that are held at once. */
  mostBytes: number
  /** How many may stand in line, and for how long. */
  mostWaiting: number
  waitMs: number
}

type Waiting = { asker: string; bytes: number; goIn: (place: Place) => void }

export type Place = {
  /** Gives the room back. */
  leave: () => void
  /** Whether somebody waits for it who holds less: who is slow has to make way then. */
  isWanted: () => boolean
}

export type BodyRoom = {
  /** Resolves to null where there was no room in time. */
  enter: (asker: string, bytes: number) => Promise<Place | null>
}

/**
 * Memory for bodies, given out before they are read, first to whoever holds least of it. Who holds some already gets no
 * more than is left free besides, so that there is room for the next asker; so it is with the places in line.
 */
export const createBodyRoom = ({ mostBytes, mostWaiting, waitMs }: Bounds): BodyRoom => {
  const held = new Map<string, number>()
  const line = new Set<Waiting>()
  let heldInAll = 0

  const heldBy = (asker: string): number => held.get(asker) ?? 0
  const fits = ({ asker, bytes }: Pick<Waiting, 'asker' | 'bytes'>): boolean =>
    heldBy(asker) + bytes <= mostBytes - heldInAll
  const hasPlaceInLine = (asker: string): boolean => {
    const own = [...line].filter((waiting) => waiting.asker === asker).length
    return own < mostWaiting - line.size
  }

  const count = (asker: string, bytes: number): void => {
    heldInAll += bytes
    const left = heldBy(asker) + bytes
    if (left === 0) held.delete(asker)
    else held.set(asker, left)
  }

  const hold = (asker: string, bytes: number): Place => {
    count(asker, bytes)
    const leave = (): void => {
      count(asker, -bytes)
      letIn()
    }
    return { leave, isWanted: () => [...line].some((waiting) => heldBy(waiting.asker) < heldBy(asker)) }
  }

  const nextInLine = (): Waiting | undefined =>
    [...line].filter(fits).toSorted((one, other) => heldBy(one.asker) - heldBy(other.asker))[0]

  const letIn = (): void => {
    for (let next = nextInLine(); next; next = nextInLine()) {
      line.delete(next)
      next.goIn(hold(next.asker, next.bytes))
    }
  }

  return {
    enter: async (asker, bytes) => {
      if (fits({ asker, bytes })) return hold(asker, bytes)
      if (!hasPlaceInLine(asker)) return null
      const { promise, resolve } = Promise.withResolvers<Place | null>()
      const waiting = { asker, bytes, goIn: resolve }
      line.add(waiting)
      const timer = setTimeout(() => line.delete(waiting) && resolve(null), waitMs)
      return promise.finally(() => clearTimeout(timer))
    },
  }
}
