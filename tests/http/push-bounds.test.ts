import { expect, test } from 'bun:test'
import { createTestClock } from '#tests/support/memory-store'
import { startPushService } from '#tests/support/push-service'
import { cookieOf, startTestServer } from '#tests/support/test-server'

const open = async () => {
  const clock = createTestClock()
  const service = await startPushService(clock)
  const server = await startTestServer(service.variables, { clock })
  const as = (cookie: string) => (method: string, path: string, body?: unknown) =>
    server.ask(method, `/api/push${path}`, body, { Cookie: cookie })
  const subscriptionsOf = async (cookie: string) =>
    (await (await as(cookie)('GET', '/subscription')).json()).subscriptions
  return { clock, service, server, as, subscriptionsOf }
}

test('an arrival within five seconds of the last is answered and not written down', async () => {
  const { clock, service, server, as, subscriptionsOf } = await open()
  const { cookie } = await server.visitor()
  const subscription = service.subscribe()
  await as(cookie)('PUT', '/subscription', subscription)
  const arrived = async () => {
    const { status } = await as(cookie)('POST', '/arrived', { endpoint: subscription.endpoint })
    return [status, (await subscriptionsOf(cookie))[0].last_arrived_at]
  }
  const first = new Date(clock()).toISOString()
  expect(await arrived()).toEqual([204, first])

  clock.pass(4999)
  expect(await arrived()).toEqual([204, first])

  clock.pass(1)
  expect(await arrived()).toEqual([204, new Date(clock()).toISOString()])
})

test('a subscription that its service refuses five times in a row is kept no longer', async () => {
  const { service, server, as, subscriptionsOf } = await open()
  const { cookie } = await server.visitor()
  const subscription = service.subscribe()
  await as(cookie)('PUT', '/subscription', subscription)
  service.answer(subscription, { status: 400 })
  for (let tries = 0; tries < 4; tries++) await as(cookie)('POST', '/test')
  expect(await subscriptionsOf(cookie)).toMatchObject([{ endpoint: subscription.endpoint }])

  expect(await (await as(cookie)('POST', '/test')).json()).toEqual({ sent: false, status: 400 })

  expect(await subscriptionsOf(cookie)).toEqual([])
  expect(await (await as(cookie)('POST', '/test')).json()).toEqual({ sent: false, status: null })
})

test('the fifty-first subscription of the admin takes the place of the oldest', async () => {
  const { clock, service, server, as, subscriptionsOf } = await open()
  const first = await server.admin()
  const cookies = [first]
  while (cookies.length < 11) {
    const { token } = await (await server.ask('POST', '/api/admin/handover', {}, { Cookie: first })).json()
    cookies.push(cookieOf(await server.ask('POST', '/api/admin/takeover', { token })))
  }

  for (const cookie of cookies)
    for (let n = 0; n < 5; n++) {
      clock.pass(1)
      await as(cookie)('PUT', '/subscription', service.subscribe())
    }

  const counts = await Promise.all(cookies.map(async (cookie) => (await subscriptionsOf(cookie)).length))
  expect(counts).toEqual([0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5])
})

test('a browser that signs in again may subscribe the endpoint that it had', async () => {
  const { service, server, as, subscriptionsOf } = await open()
  const before = await server.admin()
  const subscription = service.subscribe()
  await as(before)('PUT', '/subscription', subscription)
  const { token } = await (await server.ask('POST', '/api/admin/handover', {}, { Cookie: await server.admin() })).json()
  const now = cookieOf(await server.ask('POST', '/api/admin/takeover', { token }, { Cookie: before }))

  expect((await as(now)('PUT', '/subscription', subscription)).status).toBe(204)

  expect(await subscriptionsOf(now)).toMatchObject([{ endpoint: subscription.endpoint }])
})
