import type { ServerWebSocket } from 'bun'
import { afterwards } from './cleanup.ts'

/**
 * A server of sockets that says only what a test tells it to. Each connection hands out what it heard one by one, so a
 * test awaits the next frame instead of time. To answer something by itself, a test gives `onConnect`.
 */
export type FakeServer = {
  url: string
  /** The next connection, the one that is already there first. */
  connection: () => Promise<FakeConnection>
  /** From now on every upgrade is refused with this status; 0 lets them in again. */
  refuseWith: (status: number) => void
  stop: () => Promise<void>
}

export type Heard = { ns?: string; event: string; data?: Record<string, unknown>; id?: number }

export type FakeConnection = {
  /** Where the page connected: path and query. */
  address: string
  /** The next frame of this page; with a name the next of this event, leaving out others. */
  heard: (event?: string) => Promise<Heard>
  /** What was heard and not handed out yet. */
  unheard: () => Heard[]
  say: (frame: object) => void
  hello: (data?: object) => void
  ack: (frame: Heard, data?: object) => void
  refuse: (frame: Heard, code: string, retryAfterMs?: number) => void
  close: (code: number) => void
  /** Resolves to the code with which the page, or the line, closed it. */
  closed: Promise<number>
}

/** Values in the order in which they came, each given to one who waits. */
const createQueue = <T>() => {
  const values: T[] = []
  const takers: ((value: T) => void)[] = []
  return {
    values,
    put: (value: T): void => {
      const taker = takers.shift()
      if (taker) taker(value)
      else values.push(value)
    },
    take: (): Promise<T> => {
      const value = values.shift()
      return value === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(value)
    },
  }
}

type Seat = { address: string; queue: ReturnType<typeof createQueue<Heard>>; closed: PromiseWithResolvers<number> }

const helloData = { role: 'user', chat_id: 'chat-1', epoch: 'epoch-1', server_time: '', version: '0', min_client: 1 }

const toConnection = (socket: ServerWebSocket<Seat>): FakeConnection => {
  const { address, queue, closed } = socket.data
  const say = (frame: object): void => void socket.send(JSON.stringify(frame))
  const heard = async (event?: string): Promise<Heard> => {
    const frame = await queue.take()
    return event === undefined || frame.event === event ? frame : heard(event)
  }
  return {
    address,
    heard,
    unheard: () => [...queue.values],
    say,
    hello: (data = {}) => say({ event: 'hello', data: { ...helloData, ...data } }),
    ack: ({ id }, data) => say({ ack: id, ok: true, data }),
    refuse: ({ id }, code, retryAfterMs) =>
      say({ ack: id, ok: false, error: { code, message: code, retry_after_ms: retryAfterMs } }),
    close: (code) => socket.close(code),
    closed: closed.promise,
  }
}

export const startFakeServer = (onConnect: (connection: FakeConnection) => void = () => {}): FakeServer => {
  const connections = createQueue<FakeConnection>()
  let refusedWith = 0

  const server = Bun.serve<Seat>({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request, upgrading) => {
      if (refusedWith > 0) return new Response(null, { status: refusedWith })
      const { pathname, search } = new URL(request.url)
      const address = pathname + search
      const data = { address, queue: createQueue<Heard>(), closed: Promise.withResolvers<number>() }
      return upgrading.upgrade(request, { data }) ? undefined : new Response(null, { status: 426 })
    },
    websocket: {
      open: (socket) => {
        const connection = toConnection(socket)
        onConnect(connection)
        connections.put(connection)
      },
      message: (socket, text) => socket.data.queue.put(JSON.parse(String(text))),
      close: (socket, code) => socket.data.closed.resolve(code),
    },
  })
  const stop = async (): Promise<void> => void (await Promise.race([server.stop(true), Bun.sleep(100)]))
  afterwards(stop)
  return {
    url: `ws://127.0.0.1:${server.port}/ws`,
    connection: connections.take,
    refuseWith: (status) => {
      refusedWith = status
    },
    stop,
  }
}
