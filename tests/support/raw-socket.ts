import { connect, type Socket } from 'node:net'

const opcodes = { text: 1, binary: 2, close: 8, ping: 9 } as const

export type RawSocket = {
  tcp: Socket
  send: (kind: keyof typeof opcodes, payload: string | Uint8Array) => void
  /** What came so far, the server's frames unparsed behind the answer to the handshake. */
  received: () => Buffer
  /** Resolves once the connection is gone. */
  gone: Promise<void>
}

const handshake = (origin: string, path: string, cookie: string): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${new URL(origin).host}`,
    `Origin: ${origin}`,
    `Cookie: ${cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n')

// A mask of zeros leaves the payload as it is: https://www.rfc-editor.org/rfc/rfc6455#section-5.3
const encode = (opcode: number, payload: Uint8Array): Uint8Array => {
  const length = payload.byteLength
  const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : longSize(length)
  const [first = 0, ...rest] = size
  return Buffer.concat([Uint8Array.of(0x80 | opcode, 0x80 | first, ...rest, 0, 0, 0, 0), payload])
}

const longSize = (length: number): number[] => [
  127,
  0,
  0,
  0,
  0,
  length >> 24,
  (length >> 16) & 255,
  (length >> 8) & 255,
  length & 255,
]

/** A client that speaks the socket's bytes itself, for what no browser would do. Resolves once the server has answered. */
export const openRaw = async (origin: string, cookie: string, path = '/ws'): Promise<RawSocket> => {
  const { hostname, port } = new URL(origin)
  const gone = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  const chunks: Buffer[] = []
  const tcp = connect(Number(port), hostname, () => tcp.write(handshake(origin, path, cookie)))
  tcp.on('data', (chunk) => {
    chunks.push(Buffer.from(chunk))
    answered.resolve()
  })
  tcp.on('error', () => undefined)
  tcp.on('close', () => gone.resolve())
  await answered.promise
  return {
    tcp,
    send: (kind, payload) => tcp.write(encode(opcodes[kind], Buffer.from(payload))),
    received: () => Buffer.concat(chunks),
    gone: gone.promise,
  }
}

/** The code of the close frame at the end of what a server sent. */
export const closeCodeAt = (received: Buffer, reason: string): number =>
  received.readUInt16BE(received.lastIndexOf(Buffer.from(reason)) - 2)
