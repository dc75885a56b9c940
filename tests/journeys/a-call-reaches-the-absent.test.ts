import { expect, test } from 'bun:test'
import { type BrowserSubscription, type PushService, startPushService } from '#tests/support/push-service'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const subscribe = async (server: TestServer, service: PushService, cookie: string, query = '') => {
  const subscription: BrowserSubscription = service.subscribe()
  const path = `/api/push/subscription${query}`
  expect((await server.ask('PUT', path, subscription, { Cookie: cookie })).status).toBe(204)
  return subscription
}

const begin = async () => {
  const service = await startPushService()
  const server = await startTestServer(service.variables)
  return { service, server, eda: await server.visitor('Eda') }
}

test('a visitor rings: the admin who has no page hears by push, and then that it was missed, in its place', async () => {
  const { service, server, eda } = await begin()
  const phone = await subscribe(server, service, await server.admin(), '?as=admin&lang=tr')
  const visitor = await server.socket(eda.cookie)

  const { data } = await visitor.request('/call', 'call:ring', { chat_id: eda.chatId })
  const ring = await service.next(phone)
  await visitor.request('/call', 'call:end', { chat_id: eda.chatId, call_id: data.call_id })
  const over = await service.next(phone)

  expect(ring.payload.notification.data).toMatchObject({
    kind: 'call',
    chat_id: eda.chatId,
    call_id: data.call_id,
    expires_at: expect.any(String),
  })
  expect(ring.ttl).toBeLessThanOrEqual(60)
  expect(ring.urgency).toBe('high')
  expect(over.payload.notification.data).toMatchObject({ kind: 'missed', call_id: data.call_id })
  expect([over.topic, over.payload.notification.tag]).toEqual([ring.topic, ring.payload.notification.tag])
})

test('the admin rings: the visitor without a page hears by push; what one device answers rings at no other', async () => {
  const { service, server, eda } = await begin()
  const phone = await subscribe(server, service, eda.cookie, '?lang=tr')
  const cookie = await server.admin()
  const tablet = await subscribe(server, service, await server.admin(), '?as=admin')
  const desk = await server.socket(cookie, 'admin')

  const { data } = await desk.request('/call', 'call:ring', { chat_id: eda.chatId })
  expect((await service.next(phone)).payload.notification.data).toMatchObject({ kind: 'call', call_id: data.call_id })
  await desk.request('/call', 'call:end', { chat_id: eda.chatId, call_id: data.call_id })
  await service.next(phone)

  const visitor = await server.socket(eda.cookie)
  const rung = await visitor.request('/call', 'call:ring', { chat_id: eda.chatId })
  const call = { chat_id: eda.chatId, call_id: rung.data.call_id }
  expect((await service.next(tablet)).payload.notification.data.kind).toBe('call')
  await desk.request('/call', 'call:accept', call)
  expect((await service.next(tablet)).payload.notification.data).toMatchObject({
    kind: 'missed',
    call_id: call.call_id,
  })
})
