import type { Server } from 'bun'
import { closeCodes } from '#protocol/refusals'
import type { Connection } from './connection.ts'
import type { Hub } from './hub.ts'

const spreadPerSocketMs = 4
const spread = { leastMs: 500, mostMs: 20_000 }
const settleMs = 200
const closeMs = 500

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * The planned end: nobody new is let in, every page hears when to come back, what it sent meanwhile is still stored and acknowledged, then
 * its socket is closed with 1012. `server.stop()` alone would wait for open sockets for ever, so each wait has its end.
 */
export const sayGoodbye = async (hub: Hub, server: Server<Connection>): Promise<void> => {
  void server.stop()
  const connections = [...hub.connections()]
  if (connections.length > 0) {
    const spreadMs = Math.min(spread.mostMs, Math.max(spread.leastMs, connections.length * spreadPerSocketMs))
    const goaway = JSON.stringify({ event: 'goaway', data: { spread_ms: spreadMs } })
    for (const connection of connections) connection.send(goaway)
    await wait(settleMs)
    for (const connection of hub.connections()) connection.close(closeCodes.restart, 'restart')
    await Promise.race([everybodyGone(hub), wait(closeMs)])
  }
  await Promise.race([server.stop(true), wait(closeMs)])
}

const everybodyGone = async (hub: Hub): Promise<void> => {
  while ([...hub.connections()].length > 0) await wait(10)
}
