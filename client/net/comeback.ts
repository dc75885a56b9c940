import { backOffMs } from './back-off.ts'

export type Comeback = {
  /** Milliseconds until the next try; each call counts as one. */
  delayMs: (now: number) => number
  /** The server restarts: everybody takes another moment within `spreadMs`. Returns ours, from now. */
  restartAnnounced: (now: number, spreadMs: number) => number
  /** The server found us too loud. */
  flooded: (now: number) => void
  /** Whether a try before its time is allowed. */
  mayHurry: (now: number) => boolean
  /** How much longer a line that is down is no news to the reader. */
  graceMs: (now: number) => number
  offline: () => void
  opened: () => void
  healthy: () => void
}

const floodedMs = 20_000
const restartGraceMs = 5_000

/** When a line that was lost is tried again. */
export const createComeback = (random: () => number): Comeback => {
  let attempt = 0
  let backAt = 0
  let graceUntil = 0
  let notBefore = 0

  const delayMs = (now: number): number => {
    const plannedMs = Math.max(backAt, notBefore) - now
    backAt = 0
    return plannedMs > 0 ? plannedMs : backOffMs(attempt++, random())
  }
  const restartAnnounced = (now: number, spreadMs: number): number => {
    const inMs = spreadMs * random()
    backAt = now + inMs
    graceUntil = now + spreadMs + restartGraceMs
    return inMs
  }
  return {
    delayMs,
    restartAnnounced,
    flooded: (now) => {
      notBefore = now + floodedMs * (1 + random())
    },
    mayHurry: (now) => now >= notBefore,
    graceMs: (now) => Math.max(0, graceUntil - now),
    offline: () => {
      graceUntil = 0
    },
    opened: () => {
      backAt = graceUntil = notBefore = 0
    },
    healthy: () => {
      attempt = 0
    },
  }
}
