import { limits } from '#protocol/limits'

export const callLimits = {
  /** Of a visitor, over all sockets. */
  rings: [
    { most: 10, windowMs: 60 * 60_000 },
    { most: 3, windowMs: 60_000 },
  ],
  /** Of one end of a call. */
  candidates: { most: limits.candidates, windowMs: limits.candidatesWithinMs },
  /** What is refused is logged, but nobody fills a disk with it. */
  loggedRefusals: { most: 60, windowMs: 60_000 },
} as const
