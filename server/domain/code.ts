/** Rules of the admin's one-time codes. */
export const codeRules = {
  digits: 8,
  livesMs: 5 * 60_000,
  triesEach: 5,
  sendsPerAddress: { most: 3, windowMs: 10 * 60_000 },
  sendsInAll: { most: 10, windowMs: 60 * 60_000 },
  wrongInAll: { most: 10, windowMs: 60 * 60_000 },
  // Codes from the console are not bound by the limits in all, yet nobody may try millions against them.
  triesPerAddress: { most: 300, windowMs: 5 * 60_000 },
} as const

/** Eight digits, each as likely as the others. `below(n)` answers a secure random whole number from 0 to n - 1. */
export const makeCode = (below: (limit: number) => number): string =>
  String(below(10 ** codeRules.digits)).padStart(codeRules.digits, '0')
