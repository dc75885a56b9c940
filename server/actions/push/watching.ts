import type { IsWatched } from '#server/actions/ports'
import type { Device } from '#server/store/device-ports'

export type SessionId = Device['session']

/**
 * Nobody looks through one of a session's sockets any more. `left`: its page was hidden or said good-bye. `missed`: it does
 * not answer. `cut`: it is gone without a word, and its page may be back in a moment. `seenUntil`: what came before was
 * shown, by the clock that never jumps; 0 where nothing was.
 */
export type LookedAway = { session: SessionId; how: 'left' | 'missed' | 'cut'; seenUntil: number }

/** Who looks at a page now, as far as the sockets tell. */
export type Watching = {
  isWatched: IsWatched
  /** When the pages of these sessions that somebody certainly looks at last spoke; those without are left out. */
  heardFrom: (sessions: ReadonlySet<SessionId>) => Map<SessionId, number>
  onLookedAway: (listener: (away: LookedAway) => void) => void
}
