import { describe, expect, test } from 'bun:test'
import { threadUpdate } from '#protocol/server-frames'
import { startTestServer } from '#tests/support/test-server'
import type { Frame, TestSocket } from '#tests/support/test-socket'

const rows = (socket: TestSocket, chatId: string) =>
  socket
    .events('thread:updated')
    .map((frame) => frame.data)
    .filter((row) => row.chat_id === chatId)
const row = (chatId: string, fits: (data: Frame) => boolean) => (frame: Frame) =>
  frame.event === 'thread:updated' && frame.data.chat_id === chatId && fits(frame.data)

const meet = async () => {
  const server = await startTestServer({ MAX_SENDS_PER_10S: '0' }, { presenceGraceMs: 20 })
  const admin = await server.admin()
  const desk = await server.socket(admin, 'admin')
  const send = (socket: TestSocket, chatId: string, client_id: string) =>
    socket.request('/chat', 'send', { chat_id: chatId, client_id, type: 'text', text: client_id })
  return { server, admin, desk, send }
}

test('no visitor ever hears of the list', async () => {
  const { server, desk, send } = await meet()
  const eda = await server.visitor('Eda')
  const socket = await server.joined(eda.cookie, eda.chatId)
  await send(socket, eda.chatId, 'first-message')
  await desk.until(row(eda.chatId, (data) => data.unread === 1))
  await socket.settled()

  expect(socket.events('thread:updated')).toEqual([])
})

describe('an admin who joined nothing hears of', () => {
  test('a visitor who arrives, writes, reads under a new name and goes', async () => {
    const { server, desk, send } = await meet()
    const eda = await server.visitor('Eda')
    await desk.until(row(eda.chatId, (data) => data.name === 'Eda' && !data.online))
    const socket = await server.joined(eda.cookie, eda.chatId)
    await desk.until(row(eda.chatId, (data) => data.online))
    await send(socket, eda.chatId, 'first-message')
    await desk.until(
      row(
        eda.chatId,
        (data) => data.unread === 1 && data.waiting_since !== null && data.last_message.text === 'first-message',
      ),
    )
    await server.ask('POST', '/api/session', { name: 'Eda Su' }, { Cookie: eda.cookie })
    await desk.until(row(eda.chatId, (data) => data.name === 'Eda Su'))
    socket.close()
    await desk.until(row(eda.chatId, (data) => !data.online && data.unread === 1))
  })

  test('what another desk read and answered', async () => {
    const { server, admin, desk, send } = await meet()
    const eda = await server.visitor('Eda')
    const socket = await server.joined(eda.cookie, eda.chatId)
    const first = await send(socket, eda.chatId, 'first-message')
    const other = await server.joined(admin, eda.chatId, 'admin')
    await other.request('/chat', 'chat:read', { chat_id: eda.chatId, id: first.data.message.id })
    await desk.until(row(eda.chatId, (data) => data.unread === 0 && data.waiting_since !== null))
    await send(other, eda.chatId, 'an-answer')
    await desk.until(row(eda.chatId, (data) => data.waiting_since === null && data.last_message.role === 'admin'))
  })
})

test('what changes in one conversation within 50 ms comes as one row, the newest, and each conversation has its own', async () => {
  const { server, desk, send } = await meet()
  const people = [await server.visitor('Eda'), await server.visitor('Ali')]
  const sockets = await Promise.all(people.map(({ cookie, chatId }) => server.joined(cookie, chatId)))
  for (const { chatId } of people) await desk.until(row(chatId, (data) => data.online))
  const before = people.map(({ chatId }) => rows(desk, chatId).length)
  await Promise.all(
    sockets.flatMap((socket, who) =>
      Array.from({ length: 40 }, (_, n) => send(socket, people[who]?.chatId ?? '', `message-${n}`)),
    ),
  )
  for (const { chatId } of people) await desk.until(row(chatId, (data) => data.unread === 40))

  expect(
    people
      .map(({ chatId }, who) => rows(desk, chatId).length - (before[who] ?? 0))
      .every((count) => count >= 1 && count <= 4),
  ).toBe(true)
})

test('every row has the shape of the list, field for field', async () => {
  const { server, admin, desk, send } = await meet()
  const eda = await server.visitor('Eda')
  const socket = await server.joined(eda.cookie, eda.chatId)
  await send(socket, eda.chatId, 'first-message')
  const told = (await desk.until(row(eda.chatId, (data) => data.unread === 1))).data
  const { chats } = await (await server.ask('GET', '/api/admin/chats', undefined, { Cookie: admin })).json()

  expect(told).toEqual(chats[0])
  expect(threadUpdate.parse(told)).toEqual(told as never)
})
