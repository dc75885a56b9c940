import { createECDH, randomBytes } from 'node:crypto'
import { decrypt } from 'http_ece'
import { type PushPayload, pushPayload } from '#protocol/push'
import { afterwards } from './cleanup.ts'
import { vapidFault } from './vapid-fault.ts'
import { createWatch, type Watch } from './watch.ts'

/** One push as it came: decrypted, its sender checked. `bodyBytes` is how long it was before. */
export type ReceivedPush = {
  payload: PushPayload
  ttl: number
  urgency: string | null
  topic: string | null
  at: number
  bodyBytes: number
}

/** What `PushSubscription.toJSON()` gives in a browser. */
export type BrowserSubscription = {
  endpoint: string
  expirationTime: null
  keys: { p256dh: string; auth: string }
}

/** `hang`: never answers. `endless`: 201 and a body without an end. */
export type ServiceAnswer = { status: number; headers?: Record<string, string> } | 'hang' | 'endless'

export type PushService = {
  /** `http://127.0.0.1:…` */
  origin: string
  /** The variables with which a server may call it. */
  variables: { APP_ENV: 'test'; PUSH_ALLOWED_HOSTS: string }
  /**
   * A new subscription with real keys, for the server with this key (`GET /api/push/key`). Without one it belongs to the
   * server that sends first.
   */
  subscribe: (serverKey?: string) => BrowserSubscription
  /** The next push that was not taken yet. Rejects where one came that no browser could read, or with a wrong VAPID token. */
  next: (subscription: BrowserSubscription) => Promise<ReceivedPush>
  /** All that came, readable or not. */
  count: (subscription: BrowserSubscription) => number
  /** How pushes are answered from now on, once they were read and noted; 201 unless told otherwise. */
  answer: (subscription: BrowserSubscription, how: ServiceAnswer) => void
  stop: () => Promise<void>
}

type Box = {
  open: (body: Buffer) => Buffer
  serverKey: string | undefined
  how: ServiceAnswer
  came: Watch<ReceivedPush | Error>
}

/**
 * A push service (RFC 8030) over real HTTP on loopback; stopped after the test or its file. `clock`: that of the server,
 * where it has one of its own.
 */
export const startPushService = async (clock: () => number = Date.now): Promise<PushService> => {
  const boxes = new Map<string, Box>()

  const receive = async (request: Request): Promise<Response> => {
    const box = boxes.get(request.url)
    if (!box || request.method !== 'POST') return new Response(null, { status: 404 })
    try {
      const fault = vapidFault(request, box.serverKey, clock())
      if (fault) throw new Error(fault)
      box.serverKey ??= keyOf(request)
      const push = await readPush(request, box, clock())
      box.came.tell(push)
    } catch (fault) {
      box.came.tell(new Error(`an unusable push: ${fault instanceof Error ? fault.message : fault}`))
      return new Response(null, { status: 400 })
    }
    return respond(box.how)
  }

  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', development: false, idleTimeout: 0, fetch: receive })
  const origin = `http://127.0.0.1:${server.port}`
  const stop = (): Promise<void> => server.stop(true)
  afterwards(stop)

  const boxOf = ({ endpoint }: BrowserSubscription): Box => {
    const box = boxes.get(endpoint)
    if (!box) throw new Error('not a subscription of this service')
    return box
  }

  const subscribe: PushService['subscribe'] = (serverKey) => {
    const privateKey = createECDH('prime256v1')
    const p256dh = privateKey.generateKeys('base64url')
    const authSecret = randomBytes(16)
    const endpoint = `${origin}/push/${randomBytes(16).toString('base64url')}`
    const open = (body: Buffer): Buffer => decrypt(body, { version: 'aes128gcm', privateKey, authSecret })
    boxes.set(endpoint, { open, serverKey, how: { status: 201 }, came: createWatch() })
    return { endpoint, expirationTime: null, keys: { p256dh, auth: authSecret.toString('base64url') } }
  }

  const next: PushService['next'] = async (subscription) => {
    const came = await boxOf(subscription).came.next()
    if (came instanceof Error) throw came
    return came
  }

  return {
    origin,
    variables: { APP_ENV: 'test', PUSH_ALLOWED_HOSTS: `127.0.0.1:${server.port}` },
    subscribe,
    next,
    count: (subscription) => boxOf(subscription).came.all().length,
    answer: (subscription, how) => {
      boxOf(subscription).how = how
    },
    stop,
  }
}

const keyOf = (request: Request): string | undefined =>
  /k=([\w-]+)/.exec(request.headers.get('authorization') ?? '')?.[1]

const readPush = async (request: Request, { open }: Box, at: number): Promise<ReceivedPush> => {
  const { headers } = request
  if (headers.get('content-encoding') !== 'aes128gcm') throw new Error('not aes128gcm')
  const ttl = headers.get('ttl') ?? ''
  if (!/^\d+$/.test(ttl)) throw new Error('no TTL')
  const topic = headers.get('topic')
  if (topic !== null && !/^[\w-]{1,32}$/.test(topic)) throw new Error('not a topic')
  const body = Buffer.from(await request.arrayBuffer())
  if (body.length > 4096) throw new Error('over 4,096 bytes')
  const payload = pushPayload.parse(JSON.parse(open(body).toString('utf8')))
  return { payload, ttl: Number(ttl), urgency: headers.get('urgency'), topic, at, bodyBytes: body.length }
}

const respond = (how: ServiceAnswer): Response | Promise<Response> => {
  if (how === 'hang') return new Promise<Response>(() => undefined)
  if (how === 'endless') return new Response(endlessBody(), { status: 201 })
  return new Response(null, how)
}

const endlessBody = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      controller.enqueue(new Uint8Array(64 * 1024))
      await Bun.sleep(1)
    },
  })
