import { session } from '#protocol/http'
import type { Dialect, Target } from './dialect.ts'
import { exchange, openSocket } from './socket.ts'

const startSession = async ({ origin }: Target, conversation: number) => {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: `Müşteri ${conversation + 1}` }),
  })
  if (response.status !== 201) throw new Error(`POST /api/session: ${response.status} ${await response.text()}`)
  return { chatId: session.parse(await response.json()).chat_id, cookie: cookieOf(response) }
}

/** The `name=value` of the first cookie that an answer sets. */
export const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''

const join = (socket: WebSocket, chatId: string): Promise<string> =>
  exchange(socket, `{"ns":"/chat","event":"join","data":{"chat_id":"${chatId}"},"id":1}`, '{"ack":1,"ok":true')

const expected = ['thread:updated', 'chat:presence', 'chat:read', 'chat:history'].map((event) => `"event":"${event}"`)

// The head of a frame is enough: no text of a message stands there.
const nameOf = (frame: string): string => frame.slice(0, 48)

export const konusma: Dialect = {
  admit: async (target, conversation) => {
    const { chatId, cookie } = await startSession(target, conversation)
    const url = `${target.origin.replace('http', 'ws')}/ws`
    return {
      chatId,
      openSocket: async () => {
        const socket = await openSocket(url, { Cookie: cookie, Origin: target.origin })
        await join(socket, chatId)
        return socket
      },
    }
  },
  openAdmin: async ({ origin, adminCookie }, chatIds) => {
    const socket = await openSocket(`${origin.replace('http', 'ws')}/ws?as=admin`, {
      Cookie: adminCookie,
      Origin: origin,
    })
    for (const chatId of chatIds) await join(socket, chatId)
    return socket
  },
  sendFrame: (chatId, id, clientId, text) =>
    `{"ns":"/chat","event":"send","data":{"chat_id":"${chatId}","client_id":"${clientId}","type":"text","text":${text}},"id":${id}}`,
  ackPrefix: (id) => `{"ack":${id},"ok":true,`,
  isDelivery: (frame) => nameOf(frame).includes('"event":"chat:message"'),
  isExpected: (frame) => expected.some((event) => nameOf(frame).includes(event)),
  pingFrame: '{"event":"ping"}',
}
