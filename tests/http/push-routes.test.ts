import { describe, expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { createTestClock } from '#tests/support/memory-store'
import { type BrowserSubscription, startPushService } from '#tests/support/push-service'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'

const open = async (variables: Record<string, string> = {}) => {
  const clock = createTestClock()
  const service = await startPushService(clock)
  const server = await startTestServer({ ...service.variables, ...variables }, { clock })
  const as =
    (cookie: string) =>
    (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      server.ask(method, `/api/push${path}`, body, { Cookie: cookie, ...headers })
  const person = async () => {
    const { cookie, chatId } = await server.visitor()
    return { cookie, chatId, ask: as(cookie) }
  }
  return { clock, service, server, as, person }
}

const asked = [
  ['GET', '/key'],
  ['GET', '/subscription'],
  ['PUT', '/subscription'],
  ['DELETE', '/subscription'],
  ['POST', '/arrived'],
  ['POST', '/test'],
] as const

const naming = ({ endpoint }: BrowserSubscription) => ({ endpoint })

describe('refused', () => {
  test('without a session, before anything else is looked at', async () => {
    const { server, as, person } = await open()
    const visitor = await person()
    for (const [method, path] of asked) {
      expect((await server.ask(method, `/api/push${path}?as=x`)).status).toBe(401)
      expect((await as('konusma_visitor=x; konusma_admin=x')(method, path)).status).toBe(401)
      expect((await visitor.ask(method, `${path}?as=admin&lang=!`, method === 'GET' ? undefined : '{')).status).toBe(
        401,
      )
    }
  })

  test('from another site’s page, and by a wrong method', async () => {
    const { person } = await open()
    const { ask } = await person()
    for (const [method, path] of asked.filter(([method]) => method !== 'GET'))
      expect((await ask(method, path, {}, { Origin: 'https://other.example' })).status).toBe(403)
    for (const [method, path] of [
      ['POST', '/key'],
      ['POST', '/subscription'],
      ['GET', '/test'],
    ] as const)
      expect((await ask(method, path)).status).toBe(405)
  })

  test('with a query that means nothing', async () => {
    const { person } = await open()
    const { ask } = await person()
    for (const query of ['as=guest', 'as=', 'lang=', 'lang=türkçe', 'device=1'])
      for (const [method, path] of asked) expect((await ask(method, `${path}?${query}`)).status).toBe(400)
  })

  test('what is no subscription, or leads where no push service is', async () => {
    const { person, service } = await open()
    const { ask } = await person()
    const good = service.subscribe()
    const { keys } = good
    const offCurve = Buffer.from(keys.p256dh, 'base64url')
    offCurve.writeUInt8(offCurve.readUInt8(64) ^ 1, 64)
    const bodies = [
      '',
      '{',
      '[]',
      {},
      naming(good),
      { ...good, keys: { p256dh: keys.p256dh } },
      { ...good, keys: { ...keys, auth: Buffer.alloc(15).toString('base64url') } },
      { ...good, keys: { ...keys, auth: Buffer.alloc(17).toString('base64url') } },
      { ...good, keys: { ...keys, p256dh: offCurve.toString('base64url') } },
      { ...good, keys: { ...keys, p256dh: Buffer.alloc(65).toString('base64url') } },
      { ...good, keys: { ...keys, p256dh: `+${keys.p256dh.slice(1)}` } },
      ...[
        'http://127.0.0.1:9/push',
        'https://10.0.0.1/push',
        'https://169.254.169.254/latest',
        'http://fcm.googleapis.com/a',
        'https://fcm.googleapis.com.evil/a',
        'https://eda@fcm.googleapis.com/a',
        'javascript:alert(1)',
        'push',
        `https://fcm.googleapis.com/${'a'.repeat(2000)}`,
      ].map((endpoint) => ({ ...good, endpoint })),
    ]
    for (const body of bodies) {
      const response = await ask('PUT', '/subscription', body)
      expect([response.status, (await response.json()).error.code, body]).toEqual([400, 'bad_request', body])
    }
    for (const body of ['{', {}, { endpoint: '' }, { endpoint: 7 }, { endpoint: 'x'.repeat(2001) }])
      for (const [method, path] of [
        ['DELETE', '/subscription'],
        ['POST', '/arrived'],
      ] as const)
        expect((await ask(method, path, body)).status).toBe(400)
    expect(await (await ask('GET', '/subscription')).json()).toEqual({ subscriptions: [] })
  })

  test('a subscription of another living device, whose owner keeps it', async () => {
    const { person, service } = await open()
    const [owner, other] = [await person(), await person()]
    const subscription = service.subscribe()
    await owner.ask('PUT', '/subscription', subscription)

    const response = await other.ask('PUT', '/subscription', { ...service.subscribe(), ...naming(subscription) })

    expect([response.status, (await response.json()).error.code]).toEqual([409, 'conflict'])
    expect(await (await owner.ask('POST', '/test')).json()).toEqual({ sent: true, status: 201 })
    expect((await service.next(subscription)).payload.notification.data.chat_id).toBe(owner.chatId)
  })

  test('to end, or to have got, what another device has, in the bytes of what nobody has', async () => {
    const { person, service } = await open()
    const [owner, other] = [await person(), await person()]
    const subscription = service.subscribe()
    await owner.ask('PUT', '/subscription', subscription)
    for (const [method, path] of [
      ['DELETE', '/subscription'],
      ['POST', '/arrived'],
    ] as const) {
      const anothers = await other.ask(method, path, naming(subscription))
      const nobodys = await other.ask(method, path, naming(service.subscribe()))

      expect([anothers.status, nobodys.status]).toEqual([404, 404])
      expect(await anothers.text()).toBe(await nobodys.text())
    }
    expect((await (await owner.ask('GET', '/subscription')).json()).subscriptions).toMatchObject([
      { endpoint: subscription.endpoint, last_arrived_at: null },
    ])
  })

  test('the 31st subscription and the 11th test in 10 minutes, of one device alone', async () => {
    const { person, service, clock } = await open()
    const [often, other] = [await person(), await person()]
    const subscription = service.subscribe()
    for (let n = 0; n < 30; n++) expect((await often.ask('PUT', '/subscription', subscription)).status).toBe(204)
    for (let n = 0; n < 10; n++) expect((await often.ask('POST', '/test')).status).toBe(200)
    clock.pass(60_000)

    for (const [method, path] of [
      ['PUT', '/subscription'],
      ['POST', '/test'],
    ] as const) {
      const response = await often.ask(method, path, subscription)
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '540'])
    }
    expect((await other.ask('PUT', '/subscription', service.subscribe())).status).toBe(204)
    expect((await other.ask('POST', '/test')).status).toBe(200)
    clock.pass(540_000)
    expect((await often.ask('PUT', '/subscription', subscription)).status).toBe(204)
  })

  test('what needs the server’s keys, where these cannot be used; everything else goes on', async () => {
    const { url, path } = scratchDatabase()
    writeFileSync(`${path}.vapid`, 'not ours')
    const { person, server, service } = await open({ DATABASE_URL: url })
    const { ask } = await person()
    const subscription = service.subscribe()
    for (const [method, path, body] of [
      ['GET', '/key', undefined],
      ['PUT', '/subscription', subscription],
      ['POST', '/test', undefined],
    ] as const) {
      const response = await ask(method, path, body)
      expect([response.status, (await response.json()).error.code]).toEqual([503, 'unavailable'])
    }

    expect((await ask('GET', '/subscription')).status).toBe(200)
    expect((await ask('DELETE', '/subscription', naming(subscription))).status).toBe(404)
    expect((await server.ask('GET', '/health')).status).toBe(200)
    expect(server.logged.filter((line) => line.includes('push_keys_unusable'))).toHaveLength(1)
    expect(readFileSync(`${path}.vapid`, 'utf8')).toBe('not ours')
  })
})

describe('a device', () => {
  test('subscribes, is reached, says so, and leaves', async () => {
    const { person, service, clock, server } = await open()
    const { ask, chatId } = await person()
    const { public_key } = await (await ask('GET', '/key')).json()
    const subscription = service.subscribe(public_key)
    const state = async () => (await (await ask('GET', '/subscription')).json()).subscriptions
    expect(await (await ask('POST', '/test')).json()).toEqual({ sent: false, status: null })

    const kept = await ask('PUT', '/subscription?lang=en-GB', subscription)
    expect([kept.status, await kept.text()]).toEqual([204, ''])
    const never = { last_sent_at: null, last_arrived_at: null, failed_at: null }
    expect(await state()).toEqual([{ endpoint: subscription.endpoint, ...never }])

    expect(await (await ask('POST', '/test')).json()).toEqual({ sent: true, status: 201 })
    expect(await service.next(subscription)).toMatchObject({ ttl: 60, urgency: 'high', topic: 'test', bodyBytes: 614 })
    clock.pass(1000)
    expect((await ask('POST', '/arrived', naming(subscription))).status).toBe(204)
    const [sentAt, arrivedAt] = [new Date(clock() - 1000).toISOString(), new Date(clock()).toISOString()]
    expect(await state()).toMatchObject([{ last_sent_at: sentAt, last_arrived_at: arrivedAt, failed_at: null }])

    service.answer(subscription, { status: 500 })
    expect(await (await ask('POST', '/test')).json()).toEqual({ sent: false, status: 500 })
    expect(await state()).toMatchObject([{ last_sent_at: sentAt, failed_at: arrivedAt }])

    expect((await ask('DELETE', '/subscription', naming(subscription))).status).toBe(204)
    expect((await ask('DELETE', '/subscription', naming(subscription))).status).toBe(404)
    expect(await state()).toEqual([])
    for (const secret of [new URL(subscription.endpoint).pathname, subscription.keys.auth, chatId])
      expect(server.logged.join('')).not.toContain(secret)
  })

  test('is told in its language, with a link to the page that it subscribed from', async () => {
    const { person, service, server, as } = await open({ ALLOWED_ORIGINS: 'https://shop.example' })
    const visitor = await person()
    const admin = as(await server.admin())
    const [turkish, english, admins] = [service.subscribe(), service.subscribe(), service.subscribe()]
    await visitor.ask('PUT', '/subscription', turkish)
    await visitor.ask('POST', '/test')
    await visitor.ask('PUT', '/subscription?lang=en', english, { Origin: 'https://shop.example' })
    await visitor.ask('POST', '/test')
    await admin('PUT', '/subscription?as=admin', admins)

    await admin('POST', '/test')

    const notification = async (of: BrowserSubscription) => (await service.next(of)).payload.notification
    expect(await notification(turkish)).toEqual({
      title: 'Deneme bildirimi',
      body: 'Bildirimler bu cihaza ulaşıyor.',
      navigate: `${server.origin}/`,
      tag: 'test',
      lang: 'tr',
      data: { kind: 'message', chat_id: visitor.chatId },
    })
    expect(await notification(english)).toMatchObject({ lang: 'en', navigate: 'https://shop.example/' })
    expect(await notification(admins)).toMatchObject({
      navigate: `${server.origin}/admin`,
      data: { kind: 'message', chat_id: '' },
    })
  })

  test('with both cookies is the visitor’s, unless it says that the admin’s is meant', async () => {
    const { person, service, server, as } = await open()
    const { cookie, ask } = await person()
    const both = as(`${cookie}; ${await server.admin()}`)
    const [visitors, admins] = [service.subscribe(), service.subscribe()]
    await both('PUT', '/subscription', visitors)
    await both('PUT', '/subscription?as=admin', admins)

    const of = async (path: string) => (await (await both('GET', path)).json()).subscriptions
    expect(await of('/subscription')).toMatchObject([naming(visitors)])
    expect(await of('/subscription?as=admin')).toMatchObject([naming(admins)])
    expect((await (await ask('GET', '/subscription')).json()).subscriptions).toHaveLength(1)
    expect((await both('DELETE', '/subscription', naming(admins))).status).toBe(404)
    expect((await both('DELETE', '/subscription?as=admin', naming(admins))).status).toBe(204)
  })

  test('whose visitor’s cookie is dead is not taken for the admin’s where it says that the visitor’s is meant', async () => {
    const { person, service, server, as } = await open()
    const [admin, { ask }] = [await server.admin(), await person()]
    const both = as(`konusma_visitor=dead; ${admin}`)
    for (const [method, path] of asked)
      expect((await both(method, `${path}?as=user`, method === 'GET' ? undefined : service.subscribe())).status).toBe(
        401,
      )

    expect((await ask('PUT', '/subscription?as=user&lang=tr', service.subscribe())).status).toBe(204)
    expect(await (await as(admin)('GET', '/subscription?as=admin')).json()).toEqual({ subscriptions: [] })
  })

  test('has at most five; a test tells how the newest fared, and forgets it where it is gone', async () => {
    const { person, service } = await open()
    const { ask } = await person()
    const six = Array.from({ length: 6 }, () => service.subscribe())
    for (const subscription of six) await ask('PUT', '/subscription', subscription)
    const endpoints = async () => (await (await ask('GET', '/subscription')).json()).subscriptions.map(naming)
    expect(await endpoints()).toEqual(six.slice(1).toReversed().map(naming))
    const [newest, ...others] = six.toReversed()
    if (newest) service.answer(newest, { status: 410 })

    expect(await (await ask('POST', '/test')).json()).toEqual({ sent: false, status: 410 })
    expect(await endpoints()).toEqual(six.slice(1, 5).toReversed().map(naming))
    expect(await (await ask('POST', '/test')).json()).toEqual({ sent: true, status: 201 })
    expect(others.map((one) => service.count(one))).toEqual([1, 0, 0, 0, 0])
  })
})
