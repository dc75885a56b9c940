import { dialects } from '#scripts/bench/clients/dialects'
import { type Held, type Holding, holding } from './job.ts'

// Opens sockets and keeps them as idle pages do, until its stdin ends. Usage: bun holder.ts HOLDING, lines of JSON out.
const atOnce = 32
const pingEveryMs = 20_000
const ticks = 100

const given: Holding = holding.parse(JSON.parse(process.argv[2] ?? ''))
const dialect = dialects[given.dialect]
const target = { origin: given.origin, adminCookie: '' }
const open = new Set<WebSocket>()
const unexpected: string[] = []

const hold = (socket: WebSocket): void => {
  open.add(socket)
  socket.onclose = ({ code, reason }) => {
    open.delete(socket)
    unexpected.push(`a socket closed: ${code} ${reason}`)
  }
  socket.onmessage = ({ data }) => {
    if (!dialect.isExpected(String(data), socket)) unexpected.push(`to an idle socket: ${data}`.slice(0, 200))
  }
}

const openAll = async (): Promise<void> => {
  const shares = Array.from({ length: given.visitors }, (_, index) => ({
    visitor: given.firstVisitor + index,
    sockets: Math.floor(given.sockets / given.visitors) + (index < given.sockets % given.visitors ? 1 : 0),
  }))
  const worker = async (): Promise<void> => {
    for (let share = shares.pop(); share; share = shares.pop()) await openFor(share.visitor, share.sockets)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

const openFor = async (visitor: number, sockets: number): Promise<void> => {
  const { openSocket } = await dialect.admit(target, visitor)
  for (let nth = 0; nth < sockets; nth += 1) hold(await openSocket())
}

/** A few at a time, so that no moment is busier than another. */
const startPinging = (frame: string): void => {
  let tick = 0
  setInterval(() => {
    tick = (tick + 1) % ticks
    let nth = 0
    for (const socket of open) if (nth++ % ticks === tick) socket.send(frame)
  }, pingEveryMs / ticks)
}

const say = (): void => {
  const line: Held = { open: open.size, unexpected: unexpected.slice(0, 3) }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

if (dialect.pingFrame !== null) startPinging(dialect.pingFrame)
await openAll()
say()
for await (const _ of Bun.stdin.stream());
say()
process.exit(0)
