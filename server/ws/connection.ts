import type { ServerWebSocket } from 'bun'
import type { Side } from '#protocol/messages'
import { closeCodes, type Refusal } from '#protocol/refusals'
import type { Sender } from '#server/actions/ports'
import type { Leak } from '#server/domain/rate-limit'
import type { Conversation } from '#server/store/ports'

/** What the upgrade knows of a socket. `home` is a visitor's own conversation. */
export type Seat = {
  role: Side
  session: { role: 'user'; id: number } | { role: 'admin'; id: string }
  home: Conversation | null
  address: string
}

/** One page's socket. A frame that its buffer has no room for ends it: a client that resumes is better than a gap. */
export class Connection {
  readonly seat: Seat
  readonly rooms = new Set<Conversation>()
  readonly leak: Leak
  isVisible: boolean
  hasSaidVisible = false
  typedAt = 0
  /** By the clock that never jumps, as `performance.now()` tells it. */
  openedAt = performance.now()
  /** By the same clock. */
  heardAt = this.openedAt
  /** When it answered a ping of the protocol, by the same clock. */
  answeredAt = 0
  /** It does not answer, and its side counts as away. */
  isMissed = false
  badFrames: number[] | null = null
  /** Frames wait here while a join is under way, so that what follows it finds the room open. */
  joining: Promise<void> | null = null
  #socket: ServerWebSocket<Connection> | null = null
  #waiting: string[] | null = null

  /** `isVisible`: whether its page counts as visible until it says more. */
  constructor(seat: Seat, now: number, isVisible = true) {
    this.seat = seat
    this.isVisible = isVisible
    this.leak = { level: 0, at: now }
  }

  get role(): Side {
    return this.seat.role
  }

  /** Its cookie, as one word; all sockets of one cookie share it. */
  get device(): string {
    const { role, id } = this.seat.session
    return `${role}:${id}`
  }

  attach(socket: ServerWebSocket<Connection>): void {
    this.#socket = socket
  }

  detach(): void {
    this.#socket = null
  }

  send(frame: string): void {
    if (!this.#socket) return
    if (this.#waiting) return void this.#waiting.push(frame)
    this.#waiting = [frame]
    leaveTogether(this)
  }

  /** Hands what waits to the socket, in order and in one write. */
  flush(): void {
    const frames = this.#waiting
    this.#waiting = null
    if (!frames || !this.#socket) return
    if (!sendAll(this.#socket, frames)) this.close(closeCodes.slowConsumer, 'slow consumer')
  }

  close(code: number, reason: string): void {
    this.flush()
    const socket = this.#socket
    this.#socket = null
    // Behind a full buffer the close frame may never leave; Bun cuts such a socket by itself within seconds.
    socket?.close(code, reason)
  }

  ping(): void {
    this.#socket?.ping()
  }

  acknowledge(id: number | null, dataJson = '{}'): void {
    if (id !== null) this.send(`{"ack":${id},"ok":true,"data":${dataJson}}`)
  }

  /** Answers a frame with the reason why nothing came of it; without an id by an `error` event. */
  refuse(id: number | null, { code, message, retryAfterMs }: Refusal): void {
    const error = JSON.stringify({ code, message, retry_after_ms: retryAfterMs })
    this.send(id === null ? `{"event":"error","data":${error}}` : `{"ack":${id},"ok":false,"error":${error}}`)
  }
}

let leaving: Connection[] = []

// All that a commit has to tell is said before any microtask queued now: a socket that hears of many messages of one
// turn, as the admin's does, then costs one write for all of them.
const leaveTogether = (connection: Connection): void => {
  if (leaving.length === 0) queueMicrotask(flushAll)
  leaving.push(connection)
}

const flushAll = (): void => {
  const connections = leaving
  leaving = []
  for (const connection of connections) connection.flush()
}

const sendAll = (socket: ServerWebSocket<Connection>, frames: string[]): boolean => {
  const [only] = frames
  if (frames.length === 1 && only !== undefined) return socket.send(only) !== 0
  let isTaken = true
  socket.cork(() => {
    isTaken = frames.every((frame) => socket.send(frame) !== 0)
  })
  return isTaken
}

/** A frame and its socket, as the one whom an announcement need not reach. */
export class FrameSender implements Sender {
  readonly connection: Connection
  readonly #id: number | null

  constructor(connection: Connection, id: number | null) {
    this.connection = connection
    this.#id = id
  }

  acknowledgeStored(messageJson: string): void {
    this.connection.acknowledge(this.#id, `{"message":${messageJson}}`)
  }
}
