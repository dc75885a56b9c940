/** Rules of going on elsewhere: the link lives for ten minutes and opens one device. Nobody has so many as are kept. */
export const handoverRules = {
  livesMs: 10 * 60_000,
  sessionsAConversation: 20,
  makesPerSession: { most: 30, windowMs: 10 * 60_000 },
  triesPerAddress: { most: 30, windowMs: 10 * 60_000 },
} as const
