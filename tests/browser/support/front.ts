import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { startLoopback } from './loopback.ts'
import { acceptSocket, type ServerSocket } from './socket-server.ts'

export type Front = { origin: string; end: () => Promise<void> }

/** Stands before a server and passes everything on but sockets: those are `onSocket`'s, with the path that was asked for. */
export const startFront = async (
  behind: string,
  onSocket: (path: string, socket: ServerSocket) => void,
): Promise<Front> => {
  const passOn = (asked: IncomingMessage, answer: ServerResponse): void => {
    const { method = 'GET', headers } = asked
    const passed = request(new URL(asked.url ?? '/', behind), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  }
  const { port, end } = await startLoopback(passOn, (asked, stream) =>
    onSocket(asked.url ?? '', acceptSocket(asked, stream)),
  )
  return { origin: `http://127.0.0.1:${port}`, end }
}
