/**
 * The closed list of ways to say no. `status` is the HTTP status of the same refusal.
 * A refusal that may pass on its own carries `retryAfterMs`; a client tries again only where that stands.
 */
export const refusals = {
  bad_request: { status: 400 },
  unauthenticated: { status: 401 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  conflict: { status: 409 },
  not_joined: { status: 409 },
  wrong_state: { status: 409 },
  busy: { status: 409 },
  id_conflict: { status: 409 },
  too_large: { status: 413 },
  unsupported_type: { status: 415 },
  rate_limited: { status: 429 },
  internal: { status: 500 },
  unavailable: { status: 503 },
  storage_full: { status: 507 },
} as const

export type RefusalCode = keyof typeof refusals

export type Refusal = {
  code: RefusalCode
  message: string
  retryAfterMs?: number
}

export type Refused = { ok: false; refusal: Refusal }
export type Outcome<T> = { ok: true; value: T } | Refused

export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const refuse = (code: RefusalCode, message: string, retryAfterMs?: number): Refused => ({
  ok: false,
  refusal: retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs },
})

/** Close codes of the socket beyond those of RFC 6455. */
export const closeCodes = {
  goingAway: 1001,
  policy: 1008,
  tooLarge: 1009,
  restart: 1012,
  slowConsumer: 1013,
  sessionGone: 4001,
  endedElsewhere: 4009,
  flooding: 4029,
} as const
