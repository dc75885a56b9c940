/** What bounds uploads besides their size. */
export const uploadRules = {
  /** How many of the largest bodies there is memory for at once; one address gets half of it at most. */
  bodies: 16,
  adminBodies: 8,
  mostWaiting: 256,
  /** Below the time after which a silent connection is ended. */
  waitMs: 20_000,
  withinMs: 10 * 60_000,
  /** The slowest mobile lines bring more than that. */
  pace: { afterMs: 30_000, leastBytesPerS: 2048 },
  wantedPace: { afterMs: 10_000, leastBytesPerS: 16 * 1024 },
  perConversation: { most: 60, windowMs: 60_000 },
} as const
