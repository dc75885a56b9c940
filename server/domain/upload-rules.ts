/** What bounds uploads besides their size. */
export const uploadRules = {
  /** How many of the largest bodies there is memory for at once; one address may take half of the visitors'. */
  bodies: 16,
  adminBodies: 8,
  mostWaiting: 256,
  /** Below the time after which a silent connection is ended. */
  waitMs: 20_000,
  withinMs: 10 * 60_000,
  perConversation: { most: 60, windowMs: 60_000 },
} as const
