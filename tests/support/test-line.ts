import type { EventFrame } from '#client/net/frames'
import { LineSocket } from '#client/net/line'
import type { EndReason } from '#client/net/line-ports'
import { openWebSocket } from '#client/platform/socket'
import type { Line } from '#client/state/types'
import { createFakeClock } from './fake-clock.ts'
import { startFakeServer } from './fake-server.ts'
import { createWatch } from './watch.ts'

/** A line to a scripted server, with time and chance in the test's hand. */
export const setUpLine = ({ random = 0.5, isGone = false } = {}) => {
  const server = startFakeServer()
  const clock = createFakeClock()
  const line = createWatch<Line>()
  const frames = createWatch<EventFrame>()
  const ends = createWatch<EndReason>()
  let asked = 0
  const socket = new LineSocket({
    url: server.url,
    openSocket: openWebSocket,
    clock,
    random: () => random,
    isSessionGone: async () => {
      asked++
      return isGone
    },
    onState: line.tell,
    onFrame: frames.tell,
    onEnd: ends.tell,
  })
  const open = async () => {
    const connection = await server.connection()
    connection.hello()
    await line.until(({ phase }) => phase === 'open')
    return connection
  }
  const start = () => {
    socket.start()
    return open()
  }
  const join = () => socket.request('/chat', 'join', { chat_id: 'chat-1' })
  return { server, clock, line, frames, ends, socket, open, start, join, timesAsked: () => asked }
}
