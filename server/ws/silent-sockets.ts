import { closeCodes } from '#protocol/refusals'
import type { Hub } from './hub.ts'

/**
 * Closes the sockets that were not heard for `silentMs`. The pages ping, so only the dead are silent; and a dead one
 * would stay, with its side online, for as long as there is something to send to it. Returns its stop.
 */
export const startClosingSilent = (hub: Pick<Hub, 'connections'>, silentMs = 60_000): (() => void) => {
  const closeSilent = (): void => {
    const heardLast = performance.now() - silentMs
    for (const connection of hub.connections())
      if (connection.heardAt < heardLast) connection.close(closeCodes.goingAway, 'silent')
  }
  const timer = setInterval(closeSilent, silentMs / 30)
  return () => clearInterval(timer)
}
