const tenMinutesMs = 10 * 60_000

/** How much of web push one device, which is one session, may have and ask for, and all devices of a side together. */
export const pushRules = {
  mostSubscriptions: { ofDevice: 5, ofAudience: 50 },
  /** After so many a subscription is as good as gone. */
  refusalsInARow: 5,
  /** What arrives sooner after the last is not noted anew. */
  arrivalsApartMs: 5000,
  keepsPerSession: { most: 30, windowMs: tenMinutesMs },
  testsPerSession: { most: 10, windowMs: tenMinutesMs },
} as const
