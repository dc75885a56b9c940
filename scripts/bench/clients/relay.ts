import type { Dialect, Target } from './dialect.ts'
import { exchange, openSocket } from './socket.ts'

const connect = ({ origin }: Target): Promise<WebSocket> => openSocket(origin.replace('http', 'ws'))

const join = (socket: WebSocket, chatId: string): Promise<string> =>
  exchange(socket, `{"event":"join","data":{"chat_id":"${chatId}"},"id":1}`, '{"ack":1}')

export const relay: Dialect = {
  openVisitor: async (target, conversation) => {
    const socket = await connect(target)
    const chatId = `conversation-${conversation}`
    await join(socket, chatId)
    return { socket, chatId }
  },
  openAdmin: async (target, chatIds) => {
    const socket = await connect(target)
    for (const chatId of chatIds) await join(socket, chatId)
    return socket
  },
  sendFrame: (chatId, id, clientId, text) =>
    `{"event":"send","data":{"chat_id":"${chatId}","client_id":"${clientId}","text":${text}},"id":${id}}`,
  ackPrefix: (id) => `{"ack":${id}}`,
  isDelivery: (frame) => frame.startsWith('{"event":"message",'),
  isExpected: () => false,
}
