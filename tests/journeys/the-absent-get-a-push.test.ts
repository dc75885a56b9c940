import { describe, expect, test } from 'bun:test'
import { type BrowserSubscription, type PushService, startPushService } from '#tests/support/push-service'
import { openRaw } from '#tests/support/raw-socket'
import { scratchDatabase } from '#tests/support/scratch'
import { type Person, startTestServer, type TestServer } from '#tests/support/test-server'
import { connect, type TestSocket } from '#tests/support/test-socket'

const subscribe = async (
  server: TestServer,
  service: PushService,
  cookie: string,
  query = '',
): Promise<BrowserSubscription> => {
  const subscription = service.subscribe()
  const path = `/api/push/subscription${query}`
  expect((await server.ask('PUT', path, subscription, { Cookie: cookie })).status).toBe(204)
  return subscription
}

let clientIds = 0
const send = (socket: TestSocket, chatId: string, text: string) =>
  socket.request('/chat', 'send', { chat_id: chatId, client_id: `message-${++clientIds}`, type: 'text', text })

/** A visitor with a subscription, and an admin at the desk. */
const meet = async (overrides = {}) => {
  const service = await startPushService()
  const { url, open } = scratchDatabase()
  const variables = { ...service.variables, DATABASE_URL: url }
  const server = await startTestServer(variables, overrides)
  const eda = await server.visitor('Eda')
  const phone = await subscribe(server, service, eda.cookie, '?lang=tr')
  const adminCookie = await server.admin()
  const desk = await server.joined(adminCookie, eda.chatId, 'admin')
  const subscriptions = () =>
    open().query<{ count: number }, []>('SELECT count(*) AS count FROM push_subscriptions').get()?.count
  return { service, variables, server, eda, phone, adminCookie, desk, subscriptions }
}

/** Awaits what a third device is told afterwards: what another one was to be told, it was told by then. */
const othersAreTold = async (server: TestServer, service: PushService, desk: TestSocket): Promise<void> => {
  const ali: Person = await server.visitor('Ali')
  const tablet = await subscribe(server, service, ali.cookie)
  await desk.request('/chat', 'join', { chat_id: ali.chatId })
  await send(desk, ali.chatId, 'and you')
  await service.next(tablet)
}

describe('a visitor who is not there', () => {
  test('gets the answer by push, encrypted for that device, within moments', async () => {
    const { service, server, eda, phone, desk } = await meet()
    const startedAt = Date.now()
    const { data } = await send(desk, eda.chatId, 'Siparişiniz yola çıktı')
    const push = await service.next(phone)

    expect(push.payload).toEqual({
      web_push: 8030,
      notification: {
        title: 'Admin Muhsin',
        body: 'Siparişiniz yola çıktı',
        navigate: `${server.origin}/`,
        tag: `chat-${eda.chatId}`,
        lang: 'tr',
        data: { kind: 'message', chat_id: eda.chatId, id: data.message.id },
      },
      app_badge: 1,
    })
    expect([push.ttl, push.urgency]).toEqual([86_400, 'high'])
    expect(push.at - startedAt).toBeLessThan(1000)
    const metrics = await (await server.ask('GET', '/metrics')).text()
    for (const line of metrics.trim().split('\n'))
      expect(line).toMatch(/^(# TYPE \w+ (gauge|counter)|\w+(\{\w+="\w+"\})? \d+)$/)
    expect(metrics).toContain('konusma_pushes_total{outcome="taken"}')
  })

  test('who looks gets none, who hides the page does', async () => {
    const { service, server, eda, phone, desk } = await meet()
    const page = await server.joined(eda.cookie, eda.chatId)
    await send(desk, eda.chatId, 'seen on the page')
    await othersAreTold(server, service, desk)
    const whileVisible = service.count(phone)
    await page.request(null, 'visible', { visible: false })
    await send(desk, eda.chatId, 'not seen')

    expect(whileVisible).toBe(0)
    expect((await service.next(phone)).payload.notification.body).toBe('not seen')
  })

  test('whose subscription is gone is forgotten', async () => {
    const { service, server, eda, phone, desk, subscriptions } = await meet()
    service.answer(phone, { status: 410 })
    await send(desk, eda.chatId, 'nobody has this')
    await service.next(phone)
    await othersAreTold(server, service, desk)

    expect(subscriptions()).toBe(1)
  })

  test('who left gets none', async () => {
    const { service, server, eda, phone, desk } = await meet()
    await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })
    await send(desk, eda.chatId, 'too late')
    await othersAreTold(server, service, desk)

    expect(service.count(phone)).toBe(0)
  })
})

test('an admin without an open page hears of a visitor, and not through the page that is open', async () => {
  const { service, server, eda, adminCookie, desk } = await meet()
  const phone = await subscribe(server, service, await server.admin(), '?as=admin')
  const laptop = await subscribe(server, service, adminCookie, '?as=admin')
  const page = await server.joined(eda.cookie, eda.chatId)
  await send(page, eda.chatId, 'Orada mısınız?')
  const push = await service.next(phone)
  await desk.settled()

  const { title, navigate } = push.payload.notification
  expect([title, navigate]).toEqual(['Eda', `${server.origin}/admin#chat=${eda.chatId}`])
  expect(service.count(laptop)).toBe(0)
})

describe('a page that only seemed to be there', () => {
  test('whose line was cut leaves its device to be told', async () => {
    const { service, server, eda, phone, desk } = await meet()
    const page = await openRaw(server.origin, eda.cookie)
    page.tcp.pause()
    await send(desk, eda.chatId, 'on a dead line')
    const whileItSeemed = service.count(phone)
    page.tcp.resetAndDestroy()

    expect(whileItSeemed).toBe(0)
    expect((await service.next(phone)).payload.notification.body).toBe('on a dead line')
  })

  test('but was hidden from the start leaves its device to be told of what came until it said so', async () => {
    const { service, server, eda, phone, desk } = await meet()
    const page = await server.joined(eda.cookie, eda.chatId)
    await send(desk, eda.chatId, 'to a page that nobody sees')
    await page.request(null, 'visible', { visible: false })

    expect((await service.next(phone)).payload.notification.body).toBe('to a page that nobody sees')
  })

  test('and was hidden when it connected counts for nothing', async () => {
    const { service, server, eda, phone, desk } = await meet()
    const headers = { Origin: server.origin, Cookie: eda.cookie }
    const page = await connect(`${server.origin.replace('http', 'ws')}/ws?hidden=1`, headers)
    await page.event('hello')
    await send(desk, eda.chatId, 'at once')
    const push = await service.next(phone)
    page.close()

    expect(push.payload.notification.body).toBe('at once')
  })

  test('that answers no more leaves its device to be told', async () => {
    const { service, server, eda, phone, desk } = await meet({ socketSilentMs: 2000 })
    const page = await openRaw(server.origin, eda.cookie)
    page.tcp.pause()
    await send(desk, eda.chatId, 'to a page that sleeps')

    expect((await service.next(phone)).payload.notification.body).toBe('to a page that sleeps')
    page.tcp.destroy()
  })
})

test('what a stop left untold is told after the start', async () => {
  const { service, variables, server, eda, phone, desk } = await meet()
  service.answer(phone, 'hang')
  await send(desk, eda.chatId, 'told twice at most')
  await service.next(phone)
  const stoppingAt = performance.now()
  await server.stop()
  const stoppedInMs = performance.now() - stoppingAt
  service.answer(phone, { status: 201 })
  await startTestServer(variables, { comeBackMs: 50 })

  expect((await service.next(phone)).payload.notification.body).toBe('told twice at most')
  expect(stoppedInMs).toBeLessThan(3000)
})
