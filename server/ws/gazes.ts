import type { LookedAway, SessionId, Watching } from '#server/actions/push/watching'
import type { Connection } from './connection.ts'

export type Gazes = Watching & {
  /** The page says whether it is visible. */
  look: (connection: Connection, isVisible: boolean) => void
  /** Does what ends the looking through this socket, and says so where somebody looked. */
  lookAway: (connection: Connection, how: LookedAway['how'], end: () => void) => void
}

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
      if (sessions.has(id) && isLooking(connection)) heard.set(id, Math.max(heard.get(id) ?? 0, connection.heardAt))
    }
    return heard
  }

  const lookAway: Gazes['lookAway'] = (connection, how, end) => {
    const wasLooking = isLooking(connection)
    end()
    if (wasLooking) tell({ session: connection.seat.session.id, how, heardAt: connection.heardAt })
  }

  const look: Gazes['look'] = (connection, isVisible) => {
    const change = (): void => {
      connection.isVisible = isVisible
    }
    if (isVisible) change()
    else lookAway(connection, 'left', change)
  }

  const onLookedAway: Gazes['onLookedAway'] = (listener) => {
    tell = listener
  }

  return { isWatched, heardFrom, onLookedAway, look, lookAway }
}

const isLooking = ({ isVisible, isMissed }: Connection): boolean => isVisible && !isMissed
