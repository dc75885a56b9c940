import * as z from 'zod/mini'
import { ack } from '#protocol/server-frames'
import type { App } from './app.ts'
import type { ShownData } from './shown.ts'

declare const self: ServiceWorkerGlobalScope

const frame = z.union([ack, z.object({ event: z.string() })])
type Frame = z.infer<typeof frame>
type Ack = z.infer<typeof ack>

const read = (text: unknown): Frame | null => {
  try {
    return frame.safeParse(JSON.parse(String(text))).data ?? null
  } catch {
    return null
  }
}

const connect = ({ side }: App): WebSocket => {
  // Hidden: the worker is no page that anybody looks at.
  const address = new URL(side === 'admin' ? '/ws?as=admin&hidden=1' : '/ws?hidden=1', self.location.origin)
  address.protocol = address.protocol.replace('http', 'ws')
  return new WebSocket(address)
}

/** The next frame that `fits`; null once the socket is closed, by either side. */
const next = <F extends Frame>(socket: WebSocket, fits: (frame: Frame) => frame is F): Promise<F | null> =>
  new Promise((resolve) => {
    socket.addEventListener('close', () => resolve(null))
    socket.addEventListener('message', ({ data }) => {
      const heard = read(data)
      if (heard && fits(heard)) resolve(heard)
    })
  })

const isHello = (heard: Frame): heard is { event: string } => 'event' in heard && heard.event === 'hello'

const request = (socket: WebSocket, id: number, event: string, data: object): Promise<Ack | null> => {
  const answer = next(socket, (heard): heard is Ack => 'ack' in heard && heard.ack === id)
  socket.send(JSON.stringify({ ns: '/call', event, data, id }))
  return answer
}

const declineOver = async (socket: WebSocket, chatId: string, callId: string): Promise<boolean> => {
  if (!(await next(socket, isHello))) return false
  if (!(await request(socket, 1, 'join', { chat_id: chatId }))?.ok) return false
  const answer = await request(socket, 2, 'call:decline', { chat_id: chatId, call_id: callId })
  // Of a call that is over: answered, declined or given up elsewhere. There is nothing left to decline.
  return answer !== null && (answer.ok || answer.error.code === 'wrong_state')
}

/** Declines a call without a page. True once it does not ring any more; false where the server did not say so in time. */
export const declineCall = async (app: App, { chat_id, call_id }: ShownData, limitMs = 8000): Promise<boolean> => {
  if (chat_id === undefined || call_id === undefined) return false
  const socket = connect(app)
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), limitMs))
  const isDeclined = await Promise.race([declineOver(socket, chat_id, call_id), late])
  socket.close()
  return isDeclined
}
