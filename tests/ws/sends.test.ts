import { describe, expect, test } from 'bun:test'
import { startTestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const send = (socket: TestSocket, chatId: string, client_id: string, text = 'merhaba') =>
  socket.request('/chat', 'send', { chat_id: chatId, client_id, type: 'text', text })

describe('the same message from many sockets at once', () => {
  test('is stored once: every socket is acked with it, and each hears of it once at most', async () => {
    const server = await startTestServer()
    const eda = await server.visitor()
    const sockets = await Promise.all(Array.from({ length: 6 }, () => server.joined(eda.cookie, eda.chatId)))
    const acks = await Promise.all(
      sockets.flatMap((socket) => [send(socket, eda.chatId, 'one-message'), send(socket, eda.chatId, 'one-message')]),
    )
    await Promise.all(sockets.map((socket) => socket.settled()))

    expect(new Set(acks.map((ack) => JSON.stringify(ack.data.message))).size).toBe(1)
    expect(acks[0]?.data.message.rev).toBe(1)
    expect(sockets.map((socket) => socket.events('chat:message').length).sort()).toEqual([0, 1, 1, 1, 1, 1])
  })

  test('with two contents is one message and one conflict', async () => {
    const server = await startTestServer()
    const eda = await server.visitor()
    const [one, other] = [await server.joined(eda.cookie, eda.chatId), await server.joined(eda.cookie, eda.chatId)]
    const acks = await Promise.all([
      send(one, eda.chatId, 'one-message', 'evet'),
      send(other, eda.chatId, 'one-message', 'hayır'),
    ])

    expect(acks.map((ack) => ack.error?.code ?? 'stored').sort()).toEqual(['id_conflict', 'stored'])
  })
})

describe('a visitor who sends too much', () => {
  test('is told when to try again, over all sockets together; the admin and retries are not limited', async () => {
    const server = await startTestServer({ MAX_SENDS_PER_10S: '3' })
    const eda = await server.visitor()
    const [phone, laptop] = [await server.joined(eda.cookie, eda.chatId), await server.joined(eda.cookie, eda.chatId)]
    for (let n = 0; n < 3; n++) await send(n % 2 ? phone : laptop, eda.chatId, `message-${n}`)

    expect((await send(phone, eda.chatId, 'one-too-many')).error).toEqual({
      code: 'rate_limited',
      message: expect.any(String),
      retry_after_ms: expect.any(Number),
    })
    const { retry_after_ms } = (await send(laptop, eda.chatId, 'one-too-many')).error
    expect(retry_after_ms).toBeWithin(5000, 10_001)
    for (let n = 0; n < 9; n++)
      expect((await send(phone, eda.chatId, `message-${n % 3}`)).data.message.rev).toBe((n % 3) + 1)

    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
    for (let n = 0; n < 9; n++) expect((await send(desk, eda.chatId, `answer-${n}`)).ok).toBe(true)
  })

  test('all at once gets exactly the limit stored, in order, and nothing that was acked is lost', async () => {
    const server = await startTestServer({ MAX_SENDS_PER_10S: '10' })
    const eda = await server.visitor()
    const sockets = await Promise.all([1, 2, 3].map(() => server.joined(eda.cookie, eda.chatId)))
    const acks = await Promise.all(
      sockets.flatMap((socket, s) =>
        Array.from({ length: 10 }, (_, n) => send(socket, eda.chatId, `message-${s}-${n}`)),
      ),
    )
    const stored = acks.filter((ack) => ack.ok)

    expect(stored.map((ack) => ack.data.message.rev).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(
      acks.filter((ack) => !ack.ok).every((ack) => ack.error.code === 'rate_limited' && ack.error.retry_after_ms > 0),
    ).toBe(true)
  })

  test('leaves another visitor of the same address alone', async () => {
    const server = await startTestServer({ MAX_SENDS_PER_10S: '1' })
    for (const name of ['Eda', 'Ali']) {
      const { cookie, chatId } = await server.visitor(name)
      expect((await send(await server.joined(cookie, chatId), chatId, 'first-message')).ok).toBe(true)
    }
  })
})
