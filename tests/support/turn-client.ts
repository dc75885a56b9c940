import { createHash, createHmac, randomBytes } from 'node:crypto'
import { isIPv4 } from 'node:net'

type Credentials = { username?: string | undefined; credential?: string | undefined }
type Family = 'IPv4' | 'IPv6'

/** Each resolves to the server's error code, 0 where it did what was asked. */
export type TurnClient = {
  allocate: (options?: { transport?: 'udp' | 'tcp'; family?: Family }) => Promise<number>
  permit: (peer: string) => Promise<number>
  bindChannel: (peer: string) => Promise<number>
  close: () => void
}

// RFC 8489 sections 5, 14 and 18; RFC 8656 sections 17 and 18.
const cookie = Buffer.from('2112a442', 'hex')
const headerBytes = 20
const integrityBytes = 4 + 20
const methods = { allocate: 0x0003, createPermission: 0x0008, channelBind: 0x0009 } as const
const types = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
} as const
const protocols = { udp: 17, tcp: 6 } as const
const families = { IPv4: 1, IPv6: 2 } as const
const firstChannel = Buffer.from([0x40, 0, 0, 0])
const anyPort = 5000

// UDP may lose one of them.
const againAfterMs = 250
const mostTries = 40

type Challenge = { realm: string; nonce: Buffer }
type Answer = { code: number; challenge: Challenge | null }

/** A client of TURN as small as a test of a server needs it: over UDP, with long-term credentials. */
export const connectTurn = async (port: number, credentials: Credentials): Promise<TurnClient> => {
  const waiting = new Map<string, (message: Buffer) => void>()
  const socket = await Bun.udpSocket({
    hostname: '127.0.0.1',
    connect: { hostname: '127.0.0.1', port },
    socket: { data: (_, message) => waiting.get(idOf(message))?.(message) },
  })
  let challenge: Challenge | null = null

  const send = async (request: Buffer): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
    let tries = 1
    const tryAgain = () => (tries++ < mostTries ? void socket.send(request) : reject(new Error('no answer')))
    waiting.set(idOf(request), resolve)
    socket.send(request)
    const trying = setInterval(tryAgain, againAfterMs)
    try {
      return readAnswer(await promise)
    } finally {
      clearInterval(trying)
      waiting.delete(idOf(request))
    }
  }

  const attempt = (method: number, toAttributes: (id: Buffer) => Buffer[]): Promise<Answer> => {
    const id = randomBytes(12)
    const request = withAttributes(headerOf(method, id), toAttributes(id))
    return send(challenge ? sign(request, challenge, credentials) : request)
  }

  /** The first try learns realm and nonce; a 401 after that is a no. */
  const ask = async (method: number, toAttributes: (id: Buffer) => Buffer[]): Promise<number> => {
    const isKnown = challenge !== null
    const first = await attempt(method, toAttributes)
    if (isKnown || first.code !== 401) return first.code
    challenge = first.challenge
    return (await attempt(method, toAttributes)).code
  }

  return {
    allocate: ({ transport = 'udp', family = 'IPv4' } = {}) =>
      ask(methods.allocate, () => [
        attribute(types.transport, Buffer.from([protocols[transport], 0, 0, 0])),
        attribute(types.family, Buffer.from([families[family], 0, 0, 0])),
      ]),
    permit: (peer) => ask(methods.createPermission, (id) => [attribute(types.peer, maskedAddress(peer, id))]),
    bindChannel: (peer) =>
      ask(methods.channelBind, (id) => [
        attribute(types.channel, firstChannel),
        attribute(types.peer, maskedAddress(peer, id)),
      ]),
    close: () => socket.close(),
  }
}

const headerOf = (method: number, id: Buffer): Buffer => {
  const start = Buffer.alloc(4)
  start.writeUInt16BE(method, 0)
  return Buffer.concat([start, cookie, id])
}

const idOf = (message: Buffer): string => message.toString('hex', 8, headerBytes)

/** The same, saying that so many bytes follow its header. */
const withLength = (message: Buffer, bytes: number): Buffer => {
  const copy = Buffer.from(message)
  copy.writeUInt16BE(bytes, 2)
  return copy
}

const withAttributes = (message: Buffer, more: Buffer[]): Buffer => {
  const whole = Buffer.concat([message, ...more])
  return withLength(whole, whole.length - headerBytes)
}

const attribute = (type: number, value: Buffer): Buffer => {
  const start = Buffer.alloc(4)
  start.writeUInt16BE(type, 0)
  start.writeUInt16BE(value.length, 2)
  return Buffer.concat([start, value, Buffer.alloc(padding(value.length))])
}

const padding = (bytes: number): number => (4 - (bytes % 4)) % 4

const sign = (
  request: Buffer,
  { realm, nonce }: Challenge,
  { username = '', credential = '' }: Credentials,
): Buffer => {
  const named = withAttributes(request, [
    attribute(types.username, Buffer.from(username)),
    attribute(types.realm, Buffer.from(realm)),
    attribute(types.nonce, nonce),
  ])
  const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
  // What is signed already counts the signature in its length.
  const signed = withLength(named, named.length - headerBytes + integrityBytes)
  return withAttributes(named, [attribute(types.integrity, createHmac('sha1', key).update(signed).digest())])
}

const readAnswer = (message: Buffer): Answer => {
  const found = new Map<number, Buffer>()
  for (let at = headerBytes; at + 4 <= message.length; ) {
    const bytes = message.readUInt16BE(at + 2)
    found.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + bytes))
    at += 4 + bytes + padding(bytes)
  }
  const [error, realm, nonce] = [types.error, types.realm, types.nonce].map((type) => found.get(type))
  return {
    code: error ? error.readUInt8(2) * 100 + error.readUInt8(3) : 0,
    challenge: realm && nonce ? { realm: realm.toString(), nonce: Buffer.from(nonce) } : null,
  }
}

const maskedAddress = (peer: string, id: Buffer): Buffer => {
  const mask = Buffer.concat([cookie, id])
  const masked = addressBytes(peer).map((byte, index) => byte ^ mask.readUInt8(index))
  const start = Buffer.from([0, families[isIPv4(peer) ? 'IPv4' : 'IPv6'], 0, 0])
  start.writeUInt16BE(anyPort ^ cookie.readUInt16BE(0), 2)
  return Buffer.concat([start, Buffer.from(masked)])
}

const addressBytes = (address: string): number[] => {
  if (isIPv4(address)) return address.split('.').map(Number)
  // A URL writes an embedded IPv4 address as two groups.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part = '') => part.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return all.flatMap((group) => [...Buffer.from(group.padStart(4, '0'), 'hex')])
}
