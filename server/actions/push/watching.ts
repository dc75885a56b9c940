import type { IsWatched } from '#server/actions/ports'
import type { Device } from '#server/store/device-ports'

export type SessionId = Device['session']

/**
 * Nobody looks through one of a session's sockets any more. `left`: its page was hidden or said good-bye. `missed`: it does
 * not answer. `cut`: it is gone without a word, and its page may be back in a moment. `heardAt`: when its page last spoke,
 * by the clock that never jumps.
 */
export type LookedAway = { session: SessionId; how: 'left' | 'missed' | 'cut'; heardAt: number }

/** Who looks at a page now, as far as the sockets tell. */
export type Watching = {
  isWatched: IsWatched
  /** When the pages of these sessions that somebody looks at last spoke; those without such a page are left out. */
  heardFrom: (sessions: ReadonlySet<SessionId>) => Map<SessionId, number>
  onLookedAway: (listener: (away: LookedAway) => void) => void
}
