import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { startLoopback } from './loopback.ts'
import { acceptSocket, type ServerSocket } from './socket-server.ts'

/** What the application server handed over, and the answer that it got. */
export type Handover = { status: number; ttl: string; urgency: string; topic: string; authorization: string }

export type Autopush = {
  /** For Firefox's `dom.push.serverURL`. */
  url: string
  handovers: Handover[]
  end: () => Promise<void>
}

const protocol = 'push-notification'
const path = '/wpush/v2/'

type Channel = { channelID: string; to: ServerSocket }

const deliver = (channel: Channel | undefined, request: IncomingMessage, body: Buffer): number => {
  if (!channel) return 410
  if (request.headers.ttl === undefined) return 400
  if (body.length > 4096) return 413
  const headers = { encoding: request.headers['content-encoding'] }
  const data = body.toString('base64url')
  channel.to.send({
    messageType: 'notification',
    channelID: channel.channelID,
    version: randomUUID(),
    ...(data && { data, headers }),
  })
  return 201
}

/** The push service that Firefox speaks to (Mozilla's autopush, its "WebPush protocol"); encrypted bodies pass unread. */
export const startAutopush = async (): Promise<Autopush> => {
  const handovers: Handover[] = []
  const channels = new Map<string, Channel>()

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request)
    const header = (name: string): string => String(request.headers[name] ?? '')
    const status = deliver(channels.get(request.url?.slice(path.length) ?? ''), request, body)
    const [ttl, urgency, topic] = [header('ttl'), header('urgency'), header('topic')]
    handovers.push({ status, ttl, urgency, topic, authorization: header('authorization') })
    response.writeHead(status, { TTL: ttl }).end()
  }

  const register = (to: ServerSocket, channelID: string): object => {
    const id = randomUUID()
    channels.set(id, { channelID, to })
    return { channelID, status: 200, pushEndpoint: `http://127.0.0.1:${port}${path}${id}` }
  }

  const unregister = (channelID: string): object => {
    for (const [id, channel] of channels) if (channel.channelID === channelID) channels.delete(id)
    return { channelID, status: 200 }
  }

  const answer = (socket: ServerSocket, messageType: unknown, channelID: string): object | null => {
    if (messageType === 'hello') return { uaid: randomUUID(), status: 200, use_webpush: true, broadcasts: {} }
    if (messageType === 'register') return register(socket, channelID)
    return messageType === 'unregister' ? unregister(channelID) : null
  }

  const { port, end } = await startLoopback(
    (request, response) => void take(request, response),
    (request, stream) => {
      const socket = acceptSocket(request, stream, protocol)
      socket.onMessage(({ messageType, channelID }) => {
        const said = answer(socket, messageType, String(channelID))
        if (said) socket.send({ messageType, ...said })
        // A ping has no type, and no more has its answer.
        else if (messageType === undefined) socket.send({})
      })
    },
  )
  return { url: `ws://127.0.0.1:${port}/`, handovers, end }
}
