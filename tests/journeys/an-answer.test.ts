import { expect, test } from 'bun:test'
import { scratchDatabase } from '#tests/support/scratch'
import { cookieOf, startTestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const send = async (socket: TestSocket, chatId: string, client_id: string, text: string) =>
  (await socket.request('/chat', 'send', { chat_id: chatId, client_id, type: 'text', text })).data.message

test('a visitor asks, waits longest, gets an answer, sees it read, and finds it all on coming back', async () => {
  const { url } = scratchDatabase()
  const server = await startTestServer({ DATABASE_URL: url, ADMIN_NAME: 'Ayşe' })
  const admin = await server.admin()
  const desk = await server.socket(admin, 'admin')
  const chats = async (filter: string, from = server) =>
    (await (await from.ask('GET', `/api/admin/chats?filter=${filter}`, undefined, { Cookie: admin })).json()).chats

  const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
  const [phone, alis] = [await server.joined(eda.cookie, eda.chatId), await server.joined(ali.cookie, ali.chatId)]
  const asked = await send(phone, eda.chatId, 'a-question', 'Açık mısınız?')
  await send(alis, ali.chatId, 'another-question', 'Merhaba')
  expect((await chats('waiting')).map(({ name }: { name: string }) => name)).toEqual(['Eda', 'Ali'])

  await desk.request('/chat', 'join', { chat_id: eda.chatId })
  expect((await desk.event('chat:history')).data.messages).toEqual([asked])
  await desk.request('/chat', 'chat:read', { chat_id: eda.chatId, id: asked.id })
  expect((await phone.event('chat:read')).data).toEqual({ chat_id: eda.chatId, role: 'admin', id: asked.id })
  desk.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: eda.chatId } })
  await phone.event('chat:typing')
  const answered = await send(desk, eda.chatId, 'an-answer', 'Evet, 18’e kadar.')
  expect((await phone.event('chat:message')).data).toEqual(answered)
  expect((await chats('waiting')).map(({ name }: { name: string }) => name)).toEqual(['Ali'])

  const laptop = await server.joined(eda.cookie, eda.chatId)
  const thanked = await send(phone, eda.chatId, 'thank-you', 'Sağ olun')
  expect((await laptop.event('chat:message')).data).toEqual(thanked)
  for (const socket of [phone, laptop, alis, desk]) socket.close()
  await Promise.all([phone, laptop, alis, desk].map(({ closed }) => closed))
  await server.stop()

  const restarted = await startTestServer({ DATABASE_URL: url, ADMIN_NAME: 'Onur' })
  const back = await restarted.ask('POST', '/api/session', { name: 'Eda' }, { Cookie: eda.cookie })
  expect([back.status, await back.json()]).toEqual([
    200,
    { chat_id: eda.chatId, cid: eda.cid, name: 'Eda', admin_name: 'Onur' },
  ])
  const page = await restarted.joined(cookieOf(back), eda.chatId)
  expect((await page.event('chat:history')).data).toMatchObject({
    mode: 'full',
    messages: [asked, answered, thanked],
    rev: 3,
    has_more: false,
  })
  expect(
    (await chats('all', restarted)).map(({ name, unread }: { name: string; unread: number }) => [name, unread]),
  ).toEqual([
    ['Eda', 1],
    ['Ali', 1],
  ])
})

test('who starts over on the same device is a new visitor, and the admin keeps both conversations', async () => {
  const server = await startTestServer()
  const eda = await server.visitor('Eda')
  await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })
  const next = await server.ask('POST', '/api/session', { name: 'Can' }, { Cookie: eda.cookie })
  const { chat_id } = await next.json()

  expect([next.status, chat_id === eda.chatId]).toEqual([201, false])
  expect(
    (await server.ask('GET', `/api/chats/${eda.chatId}/messages`, undefined, { Cookie: cookieOf(next) })).status,
  ).toBe(404)
  const { chats } = await (
    await server.ask('GET', '/api/admin/chats', undefined, { Cookie: await server.admin() })
  ).json()
  expect(chats).toHaveLength(2)
})
