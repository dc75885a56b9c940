import type { WebSocketHandler } from 'bun'
import { clientGeneration, limits } from '#protocol/limits'
import type { Clock } from '#server/actions/ports'
import type { Store } from '#server/store/ports'
import type { Connection } from './connection.ts'
import type { Hub } from './hub.ts'

type Deps = {
  hub: Hub
  store: Pick<Store, 'epoch'>
  version: string
  clock: Clock
  dispatch: (connection: Connection, raw: string | Buffer) => void
  /** It has been greeted. */
  onOpen: (connection: Connection) => void
  onClose: (connection: Connection) => void
}

// What a page says when it goes by itself. Whatever else ends a socket says nothing about who looks at its page.
const saidBefore: readonly number[] = [1000, 1001, 1005]

/** Bun's own sockets. Its idle timeout is put off by what is sent; see `silent-sockets.ts` for what is heard. */
export const createSocketHandlers = ({
  hub,
  store,
  version,
  clock,
  dispatch,
  onOpen,
  onClose,
}: Deps): WebSocketHandler<Connection> => ({
  maxPayloadLength: limits.frameBytes,
  backpressureLimit: 1024 * 1024,
  idleTimeout: 60,
  sendPings: false,
  perMessageDeflate: false,
  open: (socket) => {
    const connection = socket.data
    connection.attach(socket)
    const { role, home } = connection.seat
    const data = {
      role,
      chat_id: home?.chatId,
      epoch: store.epoch,
      server_time: new Date(clock()).toISOString(),
      version,
      min_client: clientGeneration,
    }
    connection.send(JSON.stringify({ event: 'hello', data }))
    hub.add(connection)
    onOpen(connection)
  },
  message: (socket, raw) => dispatch(socket.data, raw),
  ping: (socket) => {
    socket.data.heardAt = performance.now()
  },
  pong: (socket) => {
    socket.data.answeredAt = performance.now()
  },
  close: (socket, code) => {
    socket.data.detach()
    hub.remove(socket.data, saidBefore.includes(code) ? 'left' : 'cut')
    onClose(socket.data)
  },
})
