import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's end of a WebSocket (RFC 6455), as far as a test needs it: texts, pings, closing. */
export type ServerSocket = {
  send: (message: object) => void
  onMessage: (tell: (message: Record<string, unknown>) => void) => void
  closed: Promise<void>
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const opcodes = { rest: 0, text: 1, close: 8, ping: 9, pong: 10 } as const

const frameOf = (opcode: number, content: Buffer): Buffer => {
  const long = content.length > 125
  const head = Buffer.alloc(long ? 4 : 2)
  head[0] = 0x80 | opcode
  head[1] = long ? 126 : content.length
  if (long) head.writeUInt16BE(content.length, 2)
  return Buffer.concat([head, content])
}

type Read = { opcode: number; isLast: boolean; content: Buffer; rest: Buffer }

/** One masked frame of up to 64 KiB; null while a part of it is still to come. */
const readFrame = (bytes: Buffer): Read | null => {
  const [first = 0, second = 0] = bytes
  const short = second & 0x7f
  const maskAt = short === 126 ? 4 : 2
  if (bytes.length < maskAt + 4) return null
  const length = short === 126 ? bytes.readUInt16BE(2) : short
  const end = maskAt + 4 + length
  if (bytes.length < end) return null
  const mask = bytes.subarray(maskAt, maskAt + 4)
  const content = bytes.subarray(maskAt + 4, end).map((byte, at) => byte ^ (mask[at % 4] ?? 0))
  return { opcode: first & 0x0f, isLast: first >= 0x80, content: Buffer.from(content), rest: bytes.subarray(end) }
}

const acceptanceOf = (key: string): string =>
  createHash('sha1')
    .update(key + guid)
    .digest('base64')

/** Takes the upgrade; `protocol` is the subprotocol to agree to. */
export const acceptSocket = (request: IncomingMessage, stream: Duplex, protocol?: string): ServerSocket => {
  const listeners: ((message: Record<string, unknown>) => void)[] = []
  const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()))
  let unread = Buffer.alloc(0)
  let text = ''

  const take = ({ opcode, isLast, content }: Read): void => {
    if (opcode === opcodes.close) stream.end(frameOf(opcodes.close, content))
    if (opcode === opcodes.ping) stream.write(frameOf(opcodes.pong, content))
    if (opcode !== opcodes.text && opcode !== opcodes.rest) return
    text += content.toString()
    if (!isLast) return
    const message = JSON.parse(text)
    text = ''
    for (const tell of listeners) tell(message)
  }

  stream.on('data', (bytes: Buffer) => {
    unread = Buffer.concat([unread, bytes])
    for (let read = readFrame(unread); read; read = readFrame(unread)) {
      unread = Buffer.from(read.rest)
      take(read)
    }
  })
  stream.on('error', () => stream.destroy())
  stream.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${acceptanceOf(request.headers['sec-websocket-key'] ?? '')}`,
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
      '\r\n',
    ].join('\r\n'),
  )
  return {
    send: (message) => void stream.write(frameOf(opcodes.text, Buffer.from(JSON.stringify(message)))),
    onMessage: (tell) => void listeners.push(tell),
    closed,
  }
}
