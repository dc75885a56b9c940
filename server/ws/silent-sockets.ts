import { closeCodes } from '#protocol/refusals'
import type { Hub } from './hub.ts'

// Of the time after which a silent socket is closed. With the sweep and the grace of presence, a page whose line was cut
// without a word is offline for the others within 33 s.
const askedAfter = 1 / 4
const missedAfter = 3 / 8
const sweptEvery = 1 / 30

/**
 * Closes the sockets that were not heard for `silentMs`. The pages ping, so only the dead are silent; and a dead one
 * would stay, with its side online, for as long as there is something to send to it. Long before that a quiet one is asked
 * by a ping of the protocol, which a browser answers even for a page that sleeps: where no answer comes, its side is away
 * until it is heard again. Returns its stop.
 */
export const startMindingSilence = (
  { connections, miss, meetAgain }: Pick<Hub, 'connections' | 'miss' | 'meetAgain'>,
  silentMs = 60_000,
): (() => void) => {
  const sweep = (): void => {
    const now = performance.now()
    for (const connection of connections()) {
      if (now - connection.heardAt > silentMs) {
        // Said before the close, which does not tell a page that went from one that was given up.
        miss(connection)
        connection.close(closeCodes.goingAway, 'silent')
        continue
      }
      const quietMs = now - Math.max(connection.heardAt, connection.answeredAt)
      if (quietMs > silentMs * missedAfter) miss(connection)
      else if (connection.isMissed) meetAgain(connection)
      if (quietMs > silentMs * askedAfter) connection.ping()
    }
  }
  const timer = setInterval(sweep, silentMs * sweptEvery)
  return () => clearInterval(timer)
}
