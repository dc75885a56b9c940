import type { Dialect, Target } from '#scripts/bench/clients/dialect'
import { createLine, type Line } from './line.ts'
import type { Tally } from './tally.ts'
import { createTexts, readClientId } from './workload.ts'

/** Opens every socket of the workload. `start` keeps one message of each conversation in flight until `stop`. */
export const createLoad = async (dialect: Dialect, target: Target, conversations: number, tally: Tally) => {
  const lines = await openLines(dialect, target, conversations, tally)
  const chatIds = lines.map(({ chatId }) => chatId)
  const admin = await dialect.openAdmin(target, chatIds)
  const sockets = [admin, ...lines.map(({ socket }) => socket)]

  const onAdminFrame = (frame: string): void => {
    if (dialect.isDelivery(frame)) countDelivery(lines, frame, tally)
    else if (!dialect.isExpected(frame, admin)) tally.fault(`to the admin: ${frame}`)
  }

  for (const line of lines) listen(line.socket, line.onFrame, tally)
  listen(admin, onAdminFrame, tally)

  return {
    start(): void {
      for (const line of lines) line.start()
    },
    stop(): void {
      for (const line of lines) line.stop()
    },
    counts: () => addUp(lines),
    close: () => sockets.forEach(close),
  }
}

export type Load = Awaited<ReturnType<typeof createLoad>>

const openLines = async (dialect: Dialect, target: Target, count: number, tally: Tally): Promise<Line[]> => {
  const texts = createTexts()
  const lines: Line[] = []
  for (let conversation = 0; conversation < count; conversation += 1) {
    const { chatId, openSocket } = await dialect.admit(target, conversation)
    lines.push(createLine({ dialect, tally, texts, conversation, chatId, socket: await openSocket() }))
  }
  return lines
}

const countDelivery = (lines: Line[], frame: string, tally: Tally): void => {
  const name = readClientId(frame)
  if (!name || !lines[name.conversation]?.deliver(name.sequence)) tally.fault(`not the message that is due: ${frame}`)
}

const listen = (socket: WebSocket, onFrame: (frame: string) => void, tally: Tally): void => {
  socket.onmessage = ({ data }) => onFrame(String(data))
  socket.onclose = ({ code, reason }) => tally.fault(`a socket closed: ${code} ${reason}`)
}

const close = (socket: WebSocket): void => {
  socket.onclose = null
  socket.close()
}

const addUp = (lines: Line[]) => {
  const total = { sent: 0, unacked: 0, undelivered: 0 }
  for (const line of lines) {
    const { sent, unacked, undelivered } = line.counts()
    total.sent += sent
    total.unacked += unacked
    total.undelivered += undelivered
  }
  return total
}
