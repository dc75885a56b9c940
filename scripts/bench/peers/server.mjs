// The peer that people build first: Socket.IO on Node with better-sqlite3, tuned as their own pages say. Usage:
// node server.mjs PORT DATABASE each|grouped
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { openStore } from './store.mjs'

const [port, path, commits] = process.argv.slice(2)
const store = openStore(path, commits)

const http = createServer((_request, response) => response.end())
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })

io.on('connection', (socket) => {
  socket.on('join', (chatId, joined) => {
    socket.join(chatId)
    joined()
  })
  socket.on('send', ({ chat_id, client_id, text }, sent) => {
    store.append({ chat_id, client_id, role: 'user', text, created_at: Date.now() }, (message) => {
      sent({ id: message.id, created_at: message.created_at })
      socket.to(chat_id).emit('message', message)
    })
  })
})

http.listen(Number(port), '127.0.0.1')
