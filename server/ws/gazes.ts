import type { LookedAway, SessionId, Watching } from '#server/actions/push/watching'
import type { Connection } from './connection.ts'

export type Gazes = Watching & {
  /** The page says whether it is visible. */
  look: (connection: Connection, isVisible: boolean) => void
  /** Does what ends the looking through this socket, and says so where somebody looked. */
  lookAway: (connection: Connection, how: LookedAway['how'], end: () => void) => void
}

// A page that was never visible says so within its first frames. Until then it only counts as visible.
const doubtfulForMs = 10_000
// What came just before a page was hidden may have come too late to be seen. Where it was seen, the page says what was read.
const unseenForMs = 5000

/**
 * Which devices somebody looks at, read from their sockets when it is asked: an idle socket costs nothing for it. A
 * visitor's is looked for among all sockets, which only those with a subscription are worth.
 */
export const createGazes = (everybody: ReadonlySet<Connection>, admins: ReadonlySet<Connection>): Gazes => {
  let tell: (away: LookedAway) => void = () => undefined

  const isWatched: Gazes['isWatched'] = ({ role, session }) => {
    for (const connection of role === 'admin' ? admins : everybody)
      if (connection.seat.session.id === session && isLooking(connection)) return true
    return false
  }

  const heardFrom: Gazes['heardFrom'] = (sessions) => {
    const heard = new Map<SessionId, number>()
    for (const connection of everybody) {
      const { id } = connection.seat.session
      if (sessions.has(id) && isLooking(connection) && !isDoubtful(connection))
        heard.set(id, Math.max(heard.get(id) ?? 0, connection.heardAt))
    }
    return heard
  }

  const lookAway: Gazes['lookAway'] = (connection, how, end) => {
    const wasLooking = isLooking(connection)
    end()
    if (wasLooking) tell({ session: connection.seat.session.id, how, seenUntil: seenUntil(connection, how) })
  }

  const look: Gazes['look'] = (connection, isVisible) => {
    const change = (): void => {
      connection.isVisible = isVisible
    }
    if (!isVisible) return lookAway(connection, 'left', change)
    change()
    connection.hasSaidVisible = true
  }

  const onLookedAway: Gazes['onLookedAway'] = (listener) => {
    tell = listener
  }

  return { isWatched, heardFrom, onLookedAway, look, lookAway }
}

const isLooking = ({ isVisible, isMissed }: Connection): boolean => isVisible && !isMissed

const isDoubtful = ({ hasSaidVisible, openedAt }: Connection): boolean =>
  !hasSaidVisible && performance.now() - openedAt < doubtfulForMs

const seenUntil = (connection: Connection, how: LookedAway['how']): number => {
  if (isDoubtful(connection)) return 0
  return how === 'left' ? performance.now() - unseenForMs : connection.heardAt
}
