import { type Dialect, openRooms, type Target } from './dialect.ts'
import { exchange, openSocket } from './socket.ts'

// Engine.IO 4 and Socket.IO 5 by hand: 40 connects to the namespace, 42N is an event that wants an ack, 43N that ack.
const connect = async ({ origin }: Target): Promise<WebSocket> => {
  const socket = await openSocket(`${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  await exchange(socket, '40', '40{')
  return socket
}

const join = (socket: WebSocket, chatId: string): Promise<string> => exchange(socket, `420["join","${chatId}"]`, '430[')

const answerPing = (frame: string, socket: WebSocket): boolean => {
  if (frame !== '2') return false
  socket.send('3')
  return true
}

export const socketio: Dialect = {
  ...openRooms(connect, join),
  sendFrame: (chatId, id, clientId, text) =>
    `42${id}["send",{"chat_id":"${chatId}","client_id":"${clientId}","text":${text}}]`,
  ackPrefix: (id) => `43${id}[`,
  isDelivery: (frame) => frame.startsWith('42["message",'),
  isExpected: answerPing,
  pingFrame: null,
}
