const dayMs = 24 * 60 * 60_000

export const sessionLivesMs = { visitor: 400 * dayMs, admin: 30 * dayMs } as const

/** A session is renewed by use, but written at most once a day: its row is read far more often than it need change. */
export const isWorthRenewing = (renewedAt: number, nowMs: number): boolean => nowMs - renewedAt > dayMs
