/** How long to wait before what failed is tried again: twice as long each time, up to `mostMs`. */
export type Pauses = { leastMs: number; mostMs: number }

/**
 * `tries`: how many there were. `random`, 0 to 1, spreads out what failed together: the pause is half to the whole of what
 * is due. Never less than the other side asked for.
 */
export const retryPauseMs = ({ leastMs, mostMs }: Pauses, tries: number, random: number, askedMs = 0): number => {
  const dueMs = Math.min(mostMs, leastMs * 2 ** (tries - 1))
  return Math.max((dueMs * (1 + random)) / 2, askedMs * (1 + random / 10))
}
