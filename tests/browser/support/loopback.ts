import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export type Loopback = { port: number; end: () => Promise<void> }

/** A server of this machine alone, on a free port; its end cuts whoever is still connected. */
export const startLoopback = async (
  onRequest: RequestListener,
  onUpgrade: (request: IncomingMessage, stream: Duplex) => void,
): Promise<Loopback> => {
  const upgraded = new Set<Duplex>()
  const server = createServer(onRequest).listen(0, '127.0.0.1')
  server.on('upgrade', (request, stream) => {
    upgraded.add(stream)
    onUpgrade(request, stream)
  })
  await once(server, 'listening')
  const end = async (): Promise<void> => {
    for (const stream of upgraded) stream.destroy()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { port: (server.address() as AddressInfo).port, end }
}
