import { konusma } from '#scripts/bench/clients/konusma'
import { exchange } from '#scripts/bench/clients/socket'

const text = JSON.stringify('Merhaba '.repeat(25))
const pauseMs = 5

export type Texts = {
  /** Sends one text after the other until `over` is done; how long each took until its ack, ascending. */
  during: (over: Promise<unknown>) => Promise<Float64Array>
  close: () => void
}

/** One visitor who writes. */
export const openTexts = async (origin: string): Promise<Texts> => {
  const { chatId, openSocket } = await konusma.admit({ origin, adminCookie: '' }, 0)
  const socket = await openSocket()
  let sent = 1
  const send = async (): Promise<number> => {
    const id = ++sent
    const from = performance.now()
    await exchange(socket, konusma.sendFrame(chatId, id, `bench-${id}-media`, text), konusma.ackPrefix(id))
    return performance.now() - from
  }
  const during: Texts['during'] = async (over) => {
    let isOver = false
    const ended = over.finally(() => {
      isOver = true
    })
    const times: number[] = []
    while (!isOver) {
      times.push(await send())
      await Bun.sleep(pauseMs)
    }
    await ended
    return new Float64Array(times).sort()
  }
  return { during, close: () => socket.close() }
}
