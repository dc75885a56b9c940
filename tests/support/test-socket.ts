// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape came
export type Frame = Record<string, any>

export type TestSocket = {
  frames: Frame[]
  /** Resolves with the close code once the socket is closed. */
  closed: Promise<number>
  /** Sends an event with an id of its own and resolves with its ack. */
  request: (ns: string | null, event: string, data?: unknown) => Promise<Frame>
  /** Sends a string or bytes as they are, anything else as JSON. */
  say: (frame: unknown) => void
  /** The first frame, come already or yet to come, that fits. */
  until: (fits: (frame: Frame) => boolean) => Promise<Frame>
  event: (name: string) => Promise<Frame>
  /** All frames of this event that came so far. */
  events: (name: string) => Frame[]
  /** Resolves once all that was sent to this socket before has come: a ping is answered last. */
  settled: () => Promise<void>
  close: () => void
}

/** A raw client of `/ws`, as a page would be; rejects where the server refuses the upgrade. */
export const connect = async (url: string, headers: Record<string, string>): Promise<TestSocket> => {
  // Bun's own client takes headers, which a browser sets by itself.
  const socket = new WebSocket(url, { headers } as unknown as string[])
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const closing = Promise.withResolvers<number>()
  let ids = 0

  socket.addEventListener('message', ({ data }) => {
    frames.push(JSON.parse(String(data)))
    for (const look of waiting) look()
  })
  socket.addEventListener('close', ({ code }) => {
    closing.resolve(code)
    for (const look of waiting) look()
  })

  const until: TestSocket['until'] = (fits) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = frames.find(fits)
        if (!found && socket.readyState !== WebSocket.CLOSED) return void waiting.add(look)
        waiting.delete(look)
        if (found) resolve(found)
        else reject(new Error('the socket closed before the frame came'))
      }
      look()
    })

  const say: TestSocket['say'] = (frame) => {
    if (frame instanceof Uint8Array) socket.send(new Uint8Array(frame))
    else socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  const request: TestSocket['request'] = (ns, event, data) => {
    const id = ++ids
    say({ ...(ns !== null && { ns }), event, data, id })
    return until((frame) => frame.ack === id)
  }

  const opened = await Promise.race([
    new Promise<boolean>((resolve) => socket.addEventListener('open', () => resolve(true))),
    closing.promise.then(() => false),
  ])
  if (!opened) throw new Error('the server refused the socket')
  return {
    frames,
    closed: closing.promise,
    request,
    say,
    until,
    event: (name) => until((frame) => frame.event === name),
    events: (name) => frames.filter((frame) => frame.event === name),
    settled: async () => void (await request(null, 'ping')),
    close: () => socket.close(),
  }
}
