import { describe, expect, test } from 'bun:test'
import { createTestClock } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const meet = async (server: TestServer) => {
  const eda = await server.visitor('Eda')
  const admin = await server.admin()
  const phone = await server.joined(eda.cookie, eda.chatId)
  const laptop = await server.joined(eda.cookie, eda.chatId)
  const desk = await server.joined(admin, eda.chatId, 'admin')
  const { chatId } = eda
  const say = (socket: TestSocket, event: string, data: object = {}) =>
    socket.request('/chat', event, { chat_id: chatId, ...data })
  const send = async (socket: TestSocket, client_id: string): Promise<number> =>
    (await say(socket, 'send', { client_id, type: 'text', text: 'merhaba' })).data.message.id
  const settled = () => Promise.all([phone, laptop, desk].map((socket) => socket.settled()))
  return { eda, admin, chatId, phone, laptop, desk, say, send, settled }
}

describe('typing', () => {
  test('is passed on to everybody else in the room, once a second at most, and acked all the same', async () => {
    const clock = createTestClock()
    const { chatId, phone, laptop, desk, say, settled } = await meet(await startTestServer({}, { clock }))

    for (let n = 0; n < 5; n++) expect((await say(phone, 'chat:typing')).ok).toBe(true)
    await settled()
    expect([phone, laptop, desk].map((socket) => socket.events('chat:typing').length)).toEqual([0, 1, 1])
    expect(desk.events('chat:typing')[0]).toEqual({
      ns: '/chat',
      event: 'chat:typing',
      data: { chat_id: chatId, role: 'user' },
    })

    clock.pass(1000)
    await say(phone, 'chat:typing')
    await say(desk, 'chat:typing')
    await settled()
    expect([phone, laptop, desk].map((socket) => socket.events('chat:typing').length)).toEqual([1, 3, 2])
    expect(phone.events('chat:typing')[0]?.data).toEqual({ chat_id: chatId, role: 'admin' })
  })

  test('is not stored: who joins later hears nothing of it', async () => {
    const server = await startTestServer()
    const { eda, chatId, phone, say } = await meet(server)
    await say(phone, 'chat:typing')
    const late = await server.joined(eda.cookie, chatId)
    await late.settled()

    expect(late.events('chat:typing')).toEqual([])
    expect(late.events('chat:history')[0]?.data.rev).toBe(0)
  })
})

describe('reading', () => {
  test('moves the mark forward only, and tells everybody else', async () => {
    const { chatId, phone, laptop, desk, say, send, settled } = await meet(await startTestServer())
    const [first = 0, second = 0] = [await send(phone, 'first-message'), await send(phone, 'second-message')]

    for (const id of [second, first, second, second + 100]) expect((await say(desk, 'chat:read', { id })).ok).toBe(true)
    await settled()

    expect([phone, laptop].map((socket) => socket.events('chat:read').map((frame) => frame.data))).toEqual([
      [{ chat_id: chatId, role: 'admin', id: second }],
      [{ chat_id: chatId, role: 'admin', id: second }],
    ])
    expect(desk.events('chat:read')).toEqual([])
  })

  test('beyond the newest message is reading the newest', async () => {
    const { phone, desk, say, send, settled } = await meet(await startTestServer())
    const id = await send(desk, 'an-answer')
    await say(phone, 'chat:read', { id: 999_999 })
    await settled()

    expect(desk.events('chat:read').at(-1)?.data).toMatchObject({ role: 'user', id })
  })

  test('is done by an answer of the admin: what stands before it is read, and seen as such after a new join', async () => {
    const server = await startTestServer()
    const { eda, admin, phone, desk, send, settled } = await meet(server)
    await send(phone, 'first-message')
    const id = await send(desk, 'an-answer')
    await settled()

    expect(phone.events('chat:read').map((frame) => frame.data)).toEqual([
      expect.objectContaining({ role: 'admin', id }),
    ])
    const { chats } = await (await server.ask('GET', '/api/admin/chats', undefined, { Cookie: admin })).json()
    expect(chats[0]).toMatchObject({ unread: 0, waiting_since: null })
    const late = await server.joined(eda.cookie, eda.chatId)
    expect((await late.event('chat:read')).data).toMatchObject({ role: 'admin', id })
  })

  test('costs no rev', async () => {
    const { phone, desk, say, send } = await meet(await startTestServer())
    const id = await send(phone, 'first-message')
    await say(desk, 'chat:read', { id })
    await say(phone, 'join')
    await phone.settled()

    expect(phone.events('chat:history').at(-1)?.data.rev).toBe(1)
  })
})

describe('presence', () => {
  const presences = (socket: TestSocket) =>
    socket.events('chat:presence').map((frame) => [frame.data.role, frame.data.online])

  test('a visitor is online to the desk at once, and offline soon after the last of its sockets has gone', async () => {
    const server = await startTestServer({}, { presenceGraceMs: 30 })
    const eda = await server.visitor('Eda')
    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
    await desk.settled()
    expect(presences(desk)).toEqual([['user', false]])

    const [phone, laptop] = [await server.socket(eda.cookie), await server.socket(eda.cookie)]
    await desk.until((frame) => frame.event === 'chat:presence' && frame.data.online)
    phone.close()
    await phone.closed
    await desk.settled()
    expect(presences(desk)).toEqual([
      ['user', false],
      ['user', true],
    ])

    const leftAt = Date.now()
    laptop.close()
    const gone = await desk.until((frame) => frame.event === 'chat:presence' && frame.data.last_seen !== null)
    expect(gone.data).toMatchObject({ chat_id: eda.chatId, role: 'user', online: false })
    expect(Math.abs(Date.parse(gone.data.last_seen) - leftAt)).toBeLessThan(1000)
  })

  test('a page that reloads is never offline', async () => {
    const server = await startTestServer({}, { presenceGraceMs: 60 })
    const eda = await server.visitor('Eda')
    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
    for (let n = 0; n < 4; n++) {
      const page = await server.socket(eda.cookie)
      page.close()
      await page.closed
    }
    await desk.until((frame) => frame.event === 'chat:presence' && frame.data.last_seen !== null)

    expect(presences(desk)).toEqual([
      ['user', false],
      ['user', true],
      ['user', false],
    ])
  })

  test('of the admin is one for all visitors, and no admin hears of it', async () => {
    const server = await startTestServer({}, { presenceGraceMs: 30 })
    const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
    const sockets = [await server.joined(eda.cookie, eda.chatId), await server.joined(ali.cookie, ali.chatId)]
    const admin = await server.admin()
    const desks = [await server.joined(admin, eda.chatId, 'admin'), await server.socket(admin, 'admin')]
    await Promise.all(sockets.map((socket) => socket.until((frame) => frame.data?.online === true)))
    for (const desk of desks) desk.close()
    await Promise.all(
      sockets.map((socket) =>
        socket.until((frame) => frame.event === 'chat:presence' && frame.data.last_seen !== null),
      ),
    )

    for (const socket of sockets)
      expect(presences(socket)).toEqual([
        ['admin', false],
        ['admin', true],
        ['admin', false],
      ])
    expect(desks.flatMap(presences).filter(([role]) => role === 'admin')).toEqual([])
  })

  test('lasts over a restart as the time when somebody was last seen', async () => {
    const { url } = scratchDatabase()
    const first = await startTestServer({ DATABASE_URL: url })
    const eda = await first.visitor('Eda')
    const admin = await first.admin()
    const [phone, desk] = [await first.socket(eda.cookie), await first.socket(admin, 'admin')]
    for (const socket of [phone, desk]) socket.close()
    await Promise.all([phone.closed, desk.closed])
    await first.stop()

    const second = await startTestServer({ DATABASE_URL: url })
    const later = await second.joined(eda.cookie, eda.chatId)
    expect(Date.now() - Date.parse((await later.event('chat:presence')).data.last_seen)).toBeLessThan(5000)
    later.close()
    await later.closed
    const laterDesk = await second.joined(admin, eda.chatId, 'admin')
    expect((await laterDesk.event('chat:presence')).data.last_seen).not.toBeNull()
  })
})
