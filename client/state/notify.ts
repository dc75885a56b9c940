/**
 * Whether this device is told of what comes. `none`: this browser cannot; `install`: only from the home screen; `asking`:
 * the browser's own question is open.
 */
export type NotifyPhase = 'none' | 'install' | 'off' | 'asking' | 'starting' | 'stopping' | 'on' | 'blocked' | 'failed'

/**
 * `reason` says why it is `failed`, or `off` after a question that nobody answered: `dismissed`; beside `none`,
 * `switched_off` where it is the operator's doing and no browser's.
 */
export type NotifyState = { phase: NotifyPhase; reason: string | null }

/** How the last pushes to this device fared; `lastArrivedAt` is ms since 1970. */
export type PushFate = 'looking' | 'unknown' | { lastArrivedAt: number | null; isFailing: boolean }

/**
 * A test push on its way and its outcome; `unheard`: it may have been shown without a word to us; `unknown`: the server did
 * not know this device.
 */
export type PushTrial =
  | { step: 'idle' | 'sending' | 'waiting' | 'lost' | 'unheard' | 'unreached' | 'unknown' }
  | { step: 'arrived'; afterMs: number }
  | { step: 'refused'; status: number }
  | { step: 'limited'; waitMs: number }
  | { step: 'failed'; code: string }
