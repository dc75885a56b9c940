const tenMinutesMs = 10 * 60_000

/** How much of web push one device, which is one session, may have and ask for. */
export const pushRules = {
  subscriptionsADevice: 5,
  keepsPerSession: { most: 30, windowMs: tenMinutesMs },
  testsPerSession: { most: 10, windowMs: tenMinutesMs },
} as const
