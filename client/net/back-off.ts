const leastMs = 500
const mostMs = 20_000

/**
 * How long to wait before try number `attempt` (0 is the first after a loss), with full jitter, so that a crowd that
 * lost its line together does not come back together. `random` is 0 to 1.
 */
export const backOffMs = (attempt: number, random: number): number =>
  Math.min(mostMs, leastMs + random * Math.min(mostMs, leastMs * 2 ** attempt))
