import { describe, expect, test } from 'bun:test'
import type { PushPayload } from '#protocol/push'
import type { OutgoingPush, PushOutcome } from '#server/actions/ports'
import { createParseEndpoint } from '#server/domain/push-endpoint'
import { createLog } from '#server/log'
import { createPushSender } from '#server/outbound/web-push'
import { createVapidKeys } from '#server/vapid-keys'
import { afterwards } from '#tests/support/cleanup'
import { createTestClock } from '#tests/support/memory-store'
import { type BrowserSubscription, type ServiceAnswer, startPushService } from '#tests/support/push-service'

const payload: PushPayload = {
  web_push: 8030,
  notification: {
    title: 'Eda',
    body: 'Bugün açık mısınız? '.repeat(9),
    navigate: 'https://chat.example/',
    tag: 'chat',
    lang: 'tr',
    data: { kind: 'message', chat_id: 'the-chat', id: 7 },
  },
}
const push: OutgoingPush = { payload, ttlS: 45.9, topic: 'a-topic_1' }

const decode = (text: string) => Uint8Array.fromBase64(text, { alphabet: 'base64url' })
const toTarget = ({ endpoint, keys }: BrowserSubscription, origin = 'https://chat.example') => ({
  endpoint,
  p256dh: decode(keys.p256dh),
  auth: decode(keys.auth),
  origin,
})

type Changes = { subject?: string; publicUrl?: string; timeLimitMs?: number; database?: string }

const createSender = ({ subject, publicUrl, database = ':memory:', ...others }: Changes = {}) => {
  const logged: string[] = []
  const log = createLog(
    'debug',
    (line) => void logged.push(line),
    (line) => void logged.push(line),
  )
  const clock = createTestClock()
  const keys = createVapidKeys({ database }, log)
  const send = createPushSender({
    keys,
    sender: { subject: subject ?? null, publicUrl: publicUrl ?? null },
    parseEndpoint: createParseEndpoint({ allowedHosts: ['127.0.0.1'], isPlainAllowed: true }),
    clock,
    log,
    ...others,
  })
  return { send, keys, clock, logged }
}

const open = async (changes: Changes = {}) => {
  const sending = createSender(changes)
  const service = await startPushService(sending.clock)
  const subscription = service.subscribe((await sending.keys())?.publicKey)
  const answered = (how: ServiceAnswer): Promise<PushOutcome> => {
    service.answer(subscription, how)
    return sending.send(toTarget(subscription), push)
  }
  return { ...sending, service, subscription, answered }
}

/** A server that writes this and keeps the line open; `hungUp`: the other end closed it. */
const startRawServer = (answer: string) => {
  const hungUp = Promise.withResolvers<void>()
  const listener = Bun.listen({
    hostname: '127.0.0.1',
    port: 0,
    socket: { data: (socket) => void socket.write(answer), close: () => hungUp.resolve() },
  })
  afterwards(() => listener.stop(true))
  return { endpoint: `http://127.0.0.1:${listener.port}/push`, hungUp: hungUp.promise }
}

describe('not sent at all', () => {
  test.each(['https://10.0.0.1/push', 'https://fcm.googleapis.com.evil/push', 'http://fcm.googleapis.com/push'])(
    'to an endpoint that may not be called, whatever was stored: %s',
    async (endpoint) => {
      const { send, service, subscription } = await open()

      expect(await send({ ...toTarget(subscription), endpoint }, push)).toEqual({ kind: 'refused', status: null })
      expect(service.count(subscription)).toBe(0)
    },
  )

  test('to keys that are none, or a text that is too long', async () => {
    const { send, service, subscription } = await open()
    const target = toTarget(subscription)
    const long = { ...payload, notification: { ...payload.notification, body: 'x'.repeat(4000) } }

    expect(await send({ ...target, p256dh: target.p256dh.fill(9, 1) }, push)).toEqual({ kind: 'refused', status: null })
    expect(await send(toTarget(subscription), { ...push, payload: long })).toEqual({ kind: 'refused', status: null })
    expect(service.count(subscription)).toBe(0)
  })

  test('without keys of the server', async () => {
    const { send } = createSender({ database: '/nowhere/at/all' })
    const { subscription, service } = await open()

    expect(await send(toTarget(subscription), push)).toEqual({ kind: 'later', status: null })
    expect(service.count(subscription)).toBe(0)
  })
})

describe('what the answer means', () => {
  test.each([
    [201, {}, { kind: 'taken', status: 201 }],
    [200, {}, { kind: 'taken', status: 200 }],
    [404, {}, { kind: 'gone', status: 404 }],
    [410, {}, { kind: 'gone', status: 410 }],
    [429, {}, { kind: 'later', status: 429 }],
    [429, { 'Retry-After': '7' }, { kind: 'later', status: 429, retryAfterMs: 7000 }],
    [429, { 'Retry-After': 'Fri, 01 Jan 2027 00:02:00 GMT' }, { kind: 'later', status: 429, retryAfterMs: 120_000 }],
    [503, { 'Retry-After': 'Thu, 31 Dec 2026 23:00:00 GMT' }, { kind: 'later', status: 503, retryAfterMs: 0 }],
    [503, { 'Retry-After': '999999' }, { kind: 'later', status: 503, retryAfterMs: 3_600_000 }],
    [500, { 'Retry-After': 'soon' }, { kind: 'later', status: 500 }],
    [400, { 'Retry-After': '7' }, { kind: 'refused', status: 400 }],
    [403, {}, { kind: 'refused', status: 403 }],
    [413, {}, { kind: 'refused', status: 413 }],
  ] as const)('%i %j', async (status, headers, outcome) => {
    const { answered, service, subscription } = await open()

    expect(await answered({ status, headers })).toEqual(outcome)
    expect((await service.next(subscription)).payload).toEqual(payload)
  })

  test('a redirect is refused, and nobody is asked where it leads', async () => {
    const { answered, service, keys } = await open()
    const trap = service.subscribe((await keys())?.publicKey)
    for (const status of [301, 302, 307, 308])
      expect(await answered({ status, headers: { Location: trap.endpoint } })).toEqual({ kind: 'refused', status })

    expect(service.count(trap)).toBe(0)
  })

  test('no answer in time, a line that is cut, nobody there: later', async () => {
    const { answered, send, service, subscription } = await open({ timeLimitMs: 50 })

    expect(await answered('hang')).toEqual({ kind: 'later', status: null })
    const { endpoint } = startRawServer('HTTP/1.1 2')
    expect(await send({ ...toTarget(subscription), endpoint }, push)).toEqual({ kind: 'later', status: null })
    await service.stop()
    expect(await send(toTarget(subscription), push)).toEqual({ kind: 'later', status: null })
  })

  test('a body without an end, or one that says it is enormous, is not read', async () => {
    const { answered, send, subscription } = await open()
    const { endpoint, hungUp } = startRawServer('HTTP/1.1 201 Created\r\nContent-Length: 99999999999999\r\n\r\nabc')

    expect(await answered('endless')).toEqual({ kind: 'taken', status: 201 })
    expect(await send({ ...toTarget(subscription), endpoint }, push)).toEqual({ kind: 'taken', status: 201 })
    await hungUp
  })
})

test('a browser gets the payload, the service its headers', async () => {
  const { send, service, subscription } = await open()

  await send(toTarget(subscription), push)

  expect(await service.next(subscription)).toMatchObject({
    payload,
    ttl: 45,
    urgency: 'high',
    topic: 'a-topic_1',
    bodyBytes: 614,
  })
})

describe('the token of the server', () => {
  const read = (authorization: string) => {
    const [, claims = ''] = authorization.split('.')
    return JSON.parse(Buffer.from(claims, 'base64url').toString())
  }

  /** What comes in the header, from a server that only writes it down. */
  const openListening = (changes: Changes = {}) => {
    const heard: string[] = []
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: ({ headers }) => {
        heard.push(headers.get('authorization') ?? '')
        return new Response(null, { status: 201 })
      },
    })
    afterwards(() => server.stop(true))
    const sending = createSender(changes)
    const keys = {
      p256dh: `BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4`,
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }
    const endpoint = `${server.url.origin}/push`
    const sendFrom = async (origin?: string): Promise<string> => {
      await sending.send(toTarget({ endpoint, expirationTime: null, keys }, origin), push)
      return heard.at(-1) ?? ''
    }
    return { ...sending, sendFrom, origin: server.url.origin }
  }

  test('names the service and is good for half a day', async () => {
    const { sendFrom, clock, origin } = openListening()

    expect(read(await sendFrom())).toEqual({
      aud: origin,
      exp: clock() / 1000 + 12 * 3600,
      sub: 'https://chat.example',
    })
  })

  test('is made once for hours and anew in good time', async () => {
    const { sendFrom, clock } = openListening()
    const first = await sendFrom()
    clock.pass(10 * 3600_000)
    const again = await sendFrom()
    clock.pass(3600_000)
    const later = await sendFrom()

    expect(again).toBe(first)
    expect(read(later).exp).toBe(clock() / 1000 + 12 * 3600)
  })

  test('is made anew where the clock was set back', async () => {
    const { sendFrom, clock } = openListening()
    await sendFrom()
    clock.pass(-86_400_000)

    expect(read(await sendFrom()).exp).toBe(clock() / 1000 + 12 * 3600)
  })

  test.each([
    [
      'what is set',
      { subject: 'mailto:a@chat.example', publicUrl: 'https://b.example' },
      'https://c.example',
      'mailto:a@chat.example',
    ],
    ['the public address', { publicUrl: 'https://b.example' }, 'https://c.example', 'https://b.example'],
    ['the page of the subscription', { publicUrl: 'http://b.example' }, 'https://c.example', 'https://c.example'],
    ['an address that looks like one', {}, 'http://localhost:10000', 'mailto:push@example.com'],
  ])('has as its subject %s', async (_, changes, origin, sub) => {
    const { sendFrom } = openListening(changes)

    expect(read(await sendFrom(origin)).sub).toBe(sub)
  })
})

test('no log holds an endpoint, a key or a text', async () => {
  const { answered, send, service, subscription, logged } = await open({ timeLimitMs: 50 })
  await answered({ status: 403 })
  await answered('hang')
  await send({ ...toTarget(subscription), p256dh: new Uint8Array(65) }, push)
  await service.stop()
  await send(toTarget(subscription), push)

  expect(logged).toHaveLength(4)
  const { endpoint, keys } = subscription
  for (const secret of [new URL(endpoint).pathname, keys.p256dh, keys.auth, 'Eda', 'açık', 'the-chat', 'vapid t='])
    expect(logged.join('')).not.toContain(secret)
  for (const line of logged) expect(line).toContain(new URL(endpoint).host)
})
