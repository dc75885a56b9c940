/** How long TURN credentials live, and how often one device, which is one session, may ask for some. */
export const iceRules = {
  /** From then on none opens a relay; one that is open lives on, and is renewed with newer ones. */
  credentialsLiveS: 600,
  /** Before they end, so that nobody is ever left with old ones. */
  askAgainAfterS: 480,
  asksPerSession: { most: 30, windowMs: 60_000 },
} as const
