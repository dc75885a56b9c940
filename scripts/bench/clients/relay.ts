import { type Dialect, openRooms, type Target } from './dialect.ts'
import { exchange, openSocket } from './socket.ts'

const connect = ({ origin }: Target): Promise<WebSocket> => openSocket(origin.replace('http', 'ws'))

const join = (socket: WebSocket, chatId: string): Promise<string> =>
  exchange(socket, `{"event":"join","data":{"chat_id":"${chatId}"},"id":1}`, '{"ack":1}')

export const relay: Dialect = {
  ...openRooms(connect, join),
  sendFrame: (chatId, id, clientId, text) =>
    `{"event":"send","data":{"chat_id":"${chatId}","client_id":"${clientId}","text":${text}},"id":${id}}`,
  ackPrefix: (id) => `{"ack":${id}}`,
  isDelivery: (frame) => frame.startsWith('{"event":"message",'),
  isExpected: () => false,
  pingFrame: null,
}
