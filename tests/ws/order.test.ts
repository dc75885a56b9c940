import { expect, test } from 'bun:test'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer()

test('everybody in the room gets a message but the socket that sent it, and the ack carries it whole', async () => {
  const eda = await server.visitor('Eda')
  const phone = await server.socket(eda.cookie)
  const laptop = await server.socket(eda.cookie)
  const desk = await server.socket(await server.admin(), 'admin')
  for (const socket of [phone, laptop, desk]) await socket.request('/chat', 'join', { chat_id: eda.chatId })

  const sent = { chat_id: eda.chatId, client_id: 'first-message', type: 'text', text: 'merhaba' }
  const ack = await phone.request('/chat', 'send', sent)
  const seen = await Promise.all([laptop, desk].map((socket) => socket.event('chat:message')))

  expect(ack.data.message).toMatchObject({ text: 'merhaba', rev: 1, role: 'user', client_id: 'first-message' })
  for (const frame of seen) expect(frame.data).toEqual(ack.data.message)
  expect(phone.frames.filter((frame) => frame.event === 'chat:message')).toEqual([])
})
