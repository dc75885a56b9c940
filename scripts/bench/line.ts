import type { Dialect } from '#scripts/bench/clients/dialect'
import type { Tally } from './tally.ts'
import { toClientId } from './workload.ts'

// Frame ids start above those of the joins.
const firstId = 10

type Setting = {
  dialect: Dialect
  tally: Tally
  socket: WebSocket
  chatId: string
  conversation: number
  /** JSON strings. */
  texts: string[]
}

/** One conversation: its visitor, with one message in flight while `isRunning`, and what of it has come through. */
export const createLine = ({ dialect, tally, socket, chatId, conversation, texts }: Setting) => {
  let sent = 0
  let delivered = 0
  let sentAt = 0
  let isInFlight = false
  let isRunning = false

  const send = (): void => {
    const text = texts[(conversation * 31 + sent) % texts.length] ?? '""'
    const frame = dialect.sendFrame(chatId, sent + firstId, toClientId(conversation, sent), text)
    sent += 1
    isInFlight = true
    sentAt = performance.now()
    socket.send(frame)
  }

  const onFrame = (frame: string): void => {
    if (isInFlight && frame.startsWith(dialect.ackPrefix(sent - 1 + firstId))) {
      tally.acked(performance.now() - sentAt)
      isInFlight = false
      if (isRunning) send()
    } else if (!dialect.isExpected(frame, socket)) tally.fault(`to a visitor: ${frame}`)
  }

  return {
    chatId,
    socket,
    onFrame,
    start(): void {
      isRunning = true
      send()
    },
    stop(): void {
      isRunning = false
    },
    /** Once each and in order: true only for the next message that is due. */
    deliver(sequence: number): boolean {
      const isDue = sequence === delivered && sequence < sent
      if (isDue) delivered += 1
      return isDue
    },
    counts: () => ({ sent, unacked: isInFlight ? 1 : 0, undelivered: sent - delivered }),
  }
}

export type Line = ReturnType<typeof createLine>
