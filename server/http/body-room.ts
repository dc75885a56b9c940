type Bounds = {
  /** Bytes of all bodies that are held at once, and of those that one asker may hold. */
  mostBytes: number
  mostBytesEach: number
  /** How many may stand in line, and for how long. */
  mostWaiting: number
  waitMs: number
}

type Waiting = { asker: string; bytes: number; goIn: (leave: () => void) => void }

export type BodyRoom = {
  /** Resolves to what gives the room back, or to null where there was none in time. */
  enter: (asker: string, bytes: number) => Promise<(() => void) | null>
}

/** Memory for bodies, given out before they are read, first come first served. Nobody stands in the way of another asker. */
export const createBodyRoom = ({ mostBytes, mostBytesEach, mostWaiting, waitMs }: Bounds): BodyRoom => {
  const held = new Map<string, number>()
  const line = new Set<Waiting>()
  let heldInAll = 0

  const heldBy = (asker: string): number => held.get(asker) ?? 0
  const fits = (asker: string, bytes: number): boolean =>
    heldInAll + bytes <= mostBytes && heldBy(asker) + bytes <= mostBytesEach

  const count = (asker: string, bytes: number): void => {
    heldInAll += bytes
    const left = heldBy(asker) + bytes
    if (left === 0) held.delete(asker)
    else held.set(asker, left)
  }

  const hold = (asker: string, bytes: number): (() => void) => {
    count(asker, bytes)
    return () => {
      count(asker, -bytes)
      letIn()
    }
  }

  const letIn = (): void => {
    for (const waiting of line) {
      const { asker, bytes, goIn } = waiting
      if (!fits(asker, bytes)) continue
      line.delete(waiting)
      goIn(hold(asker, bytes))
    }
  }

  const enter: BodyRoom['enter'] = async (asker, bytes) => {
    if (fits(asker, bytes)) return hold(asker, bytes)
    if (line.size >= mostWaiting) return null
    const { promise, resolve } = Promise.withResolvers<(() => void) | null>()
    const waiting = { asker, bytes, goIn: resolve }
    line.add(waiting)
    const timer = setTimeout(() => line.delete(waiting) && resolve(null), waitMs)
    return promise.finally(() => clearTimeout(timer))
  }

  return { enter }
}
