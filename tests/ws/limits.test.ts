import { describe, expect, jest, test } from 'bun:test'
import { createPresence } from '#server/ws/presence'
import { closeCodeAt, openRaw } from '#tests/support/raw-socket'
import { startTestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const sendMany = (socket: TestSocket, chatId: string, from: number, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) =>
      socket.request('/chat', 'send', {
        chat_id: chatId,
        client_id: `message-${from + n}`,
        type: 'text',
        text: '😀'.repeat(4000),
      }),
    ),
  )

describe('a client that does not read', () => {
  test('is ended with 1013 once 1 MiB waits for it, and the others lose nothing', async () => {
    const server = await startTestServer({ MAX_FRAMES_PER_S: '0' })
    const eda = await server.visitor('Eda')
    const slow = await openRaw(server.origin, eda.cookie)
    slow.send('text', JSON.stringify({ ns: '/chat', event: 'join', data: { chat_id: eda.chatId } }))
    slow.tcp.pause()
    const other = await server.joined(eda.cookie, eda.chatId)
    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')

    // In parts that leave the other time to read: both live in one process.
    for (let sent = 0; sent < 600; sent += 30) {
      const acks = await sendMany(desk, eda.chatId, sent, 30)
      expect(acks.every((ack) => ack.ok)).toBe(true)
      await other.until((frame) => frame.data?.rev === sent + 30)
    }
    expect(other.events('chat:message').map((frame) => frame.data.rev)).toEqual(
      Array.from({ length: 600 }, (_, n) => n + 1),
    )
    expect(await (await server.ask('GET', '/metrics')).text()).toContain('konusma_sockets{role="user"} 1')

    slow.tcp.resume()
    await slow.gone
    const received = slow.received()
    expect(closeCodeAt(received, 'slow consumer')).toBe(1013)
    expect(received.byteLength).toBeLessThan(600 * 16_000)
  })
})

describe('a client that floods', () => {
  test('is closed with 4029 after five seconds of its frames at once, and not before', async () => {
    const server = await startTestServer({ MAX_FRAMES_PER_S: '20' }, { clock: () => 0 })
    const { cookie } = await server.visitor()
    const socket = await server.socket(cookie)
    await socket.event('hello')
    for (let n = 0; n < 99; n++) socket.say({ event: 'ping' })
    await socket.settled()

    socket.say({ event: 'ping' })
    expect(await socket.closed).toBe(4029)
  })

  test('cannot do so by bad frames, by bytes or by frames without an answer', async () => {
    for (const frame of [
      Uint8Array.of(1),
      '{"ns":"/chat","event":"chat:typing"}',
      '{"event":"visible","data":{"visible":true}}',
    ]) {
      const server = await startTestServer({ MAX_FRAMES_PER_S: '2' }, { clock: () => 0 })
      const { cookie } = await server.visitor()
      const socket = await server.socket(cookie)
      for (let n = 0; n < 11; n++) socket.say(frame)

      expect(await socket.closed).toBe(4029)
    }
  })

  test('is let be where there is no limit', async () => {
    const server = await startTestServer({ MAX_FRAMES_PER_S: '0' })
    const { cookie } = await server.visitor()
    const socket = await server.socket(cookie)
    for (let n = 0; n < 2000; n++) socket.say({ event: 'ping' })

    await socket.settled()
  })

  test('has no deed done after its end, though it goes on', async () => {
    const server = await startTestServer({ MAX_FRAMES_PER_S: '2' }, { clock: () => 0 })
    const eda = await server.visitor()
    const raw = await openRaw(server.origin, eda.cookie)
    raw.send('text', JSON.stringify({ ns: '/chat', event: 'join', data: { chat_id: eda.chatId } }))
    for (let n = 0; n < 30; n++)
      raw.send(
        'text',
        JSON.stringify({
          ns: '/chat',
          event: 'send',
          data: { chat_id: eda.chatId, client_id: `message-${n}`, type: 'text', text: 'x' },
        }),
      )
    await raw.gone

    const { messages } = await (
      await server.ask('GET', `/api/chats/${eda.chatId}/messages`, undefined, { Cookie: eda.cookie })
    ).json()
    expect(messages.length).toBeLessThanOrEqual(9)
  })
})

describe('a silent client', () => {
  test('is closed, though frames are sent to it all the time; one that is heard stays', async () => {
    const server = await startTestServer({}, { socketSilentMs: 900 })
    const eda = await server.visitor('Eda')
    const silent = await server.joined(eda.cookie, eda.chatId)
    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
    const startedAt = performance.now()
    const talking = setInterval(
      () => desk.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: eda.chatId } }),
      50,
    )

    expect(await silent.closed).toBe(1001)
    clearInterval(talking)
    expect(performance.now() - startedAt).toBeWithin(800, 10_000)
    await desk.settled()
  })

  test('that pings by the protocol alone is heard', async () => {
    const server = await startTestServer({}, { socketSilentMs: 200 })
    const { cookie } = await server.visitor()
    const raw = await openRaw(server.origin, cookie)
    let isGone = false
    void raw.gone.then(() => {
      isGone = true
    })
    for (let n = 0; n < 8; n++) {
      raw.send('ping', 'x')
      await Bun.sleep(50)
    }
    expect(isGone).toBe(false)

    await raw.gone
  })

  test('that does not even answer a ping is away long before it is closed, and back once it is heard', async () => {
    const server = await startTestServer({}, { socketSilentMs: 1500, presenceGraceMs: 50 })
    const { cookie, chatId } = await server.visitor()
    const desk = await server.joined(await server.admin(), chatId, 'admin')
    const talking = setInterval(() => desk.say({ event: 'ping' }), 100)
    const raw = await openRaw(server.origin, cookie)
    const told = async (times: number): Promise<boolean> => {
      await desk.until(() => desk.events('chat:presence').length >= times)
      return desk.events('chat:presence')[times - 1]?.data.online
    }
    expect([await told(1), await told(2)]).toEqual([false, true])
    const startedAt = performance.now()

    expect(await told(3)).toBe(false)
    expect(performance.now() - startedAt).toBeWithin(450, 1300)
    raw.send('text', '{"event":"ping"}')
    expect(await told(4)).toBe(true)
    clearInterval(talking)
  })

  test('that answers a ping is there all the time until it is closed', async () => {
    const server = await startTestServer({}, { socketSilentMs: 600, presenceGraceMs: 1 })
    const { cookie, chatId } = await server.visitor()
    const desk = await server.joined(await server.admin(), chatId, 'admin')
    const talking = setInterval(() => desk.say({ event: 'ping' }), 100)
    const startedAt = performance.now()
    const away = desk.until(() => desk.events('chat:presence').length > 2).then(() => performance.now())
    const silent = await server.socket(cookie)

    expect(await silent.closed).toBe(1001)
    // Being closed it is away, too; whoever counts it out before does so a third into the silence.
    expect((await away) - startedAt).toBeGreaterThan(600)
    expect(desk.events('chat:presence').map(({ data }) => data.online)).toEqual([false, true, false])
    clearInterval(talking)
  })
})

test('unless said otherwise a side that has gone is offline within eleven seconds', () => {
  jest.useFakeTimers()
  const presence = createPresence({ clock: () => 0, adminSeenAt: null, noteSeen: () => undefined })
  const told: boolean[] = []
  presence.onChange((_role, _conversation, online) => told.push(online))
  presence.arrive('admin', null)
  presence.depart('admin', null, { role: 'admin', id: 'a' })
  jest.advanceTimersByTime(11_000)
  jest.useRealTimers()

  expect(told).toEqual([true, false])
})
