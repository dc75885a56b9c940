import { describe, expect, test } from 'bun:test'
import { faultOf } from '#tests/support/fault-of'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const within = async (socket: TestSocket, ms: number): Promise<number> => {
  const startedAt = performance.now()
  const code = await socket.closed
  expect(performance.now() - startedAt).toBeLessThan(ms)
  return code
}

describe('the sockets of a session that ends are closed with 4001', () => {
  test('a visitor who leaves, on every page of that device and on no other', async () => {
    const server = await startTestServer()
    const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
    const pages = [await server.socket(eda.cookie), await server.joined(eda.cookie, eda.chatId)]
    const other = await server.socket(ali.cookie)
    await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })

    for (const page of pages) expect(await within(page, 500)).toBe(4001)
    await other.settled()
  })

  test('an admin who signs out, and no other admin', async () => {
    const server = await startTestServer()
    const [one, other] = [await server.admin(), await server.admin()]
    const [leaving, staying] = [await server.socket(one, 'admin'), await server.socket(other, 'admin')]
    await server.ask('POST', '/api/admin/logout', undefined, { Cookie: one })

    expect(await within(leaving, 500)).toBe(4001)
    await staying.settled()
  })

  test('a session that runs out while the socket is open, by whoever changed its row', async () => {
    const { url, open } = scratchDatabase()
    const server = await startTestServer({ DATABASE_URL: url })
    const [{ cookie }, admin] = [await server.visitor(), await server.admin()]
    const [page, desk] = [await server.socket(cookie), await server.socket(admin, 'admin')]
    const database = open()
    for (const table of ['visitor_sessions', 'admin_sessions'])
      database.run(`UPDATE ${table} SET expires_at = ?`, [Date.now() - 1])

    expect(await Promise.all([within(page, 2000), within(desk, 2000)])).toEqual([4001, 4001])
    expect((await server.ask('GET', '/api/session', undefined, { Cookie: cookie })).status).toBe(401)
    expect((await server.ask('GET', '/api/admin/me', undefined, { Cookie: admin })).status).toBe(401)
    expect(await faultOf(server.socket(cookie))).toBeInstanceOf(Error)
    expect(await faultOf(server.socket(admin, 'admin'))).toBeInstanceOf(Error)

    // The row of the admin's stays: such a browser is limited by itself alone.
    expect(database.query('SELECT count(*) FROM admin_sessions WHERE ended_at IS NOT NULL').values()).toEqual([[1]])
    for (let n = 0; n < 10; n++) await server.ask('POST', '/api/admin/login', { otp: '12345678' })
    expect((await server.ask('POST', '/api/admin/login', { otp: '12345678' })).status).toBe(429)
    expect((await server.ask('POST', '/api/admin/login', { otp: '12345678' }, { Cookie: admin })).status).toBe(401)
  })
})

test('an answer that is under way when its session ends is stored whole or not at all', async () => {
  const server = await startTestServer({ MAX_SENDS_PER_10S: '0' })
  for (let round = 0; round < 10; round++) {
    const eda = await server.visitor()
    const socket = await server.joined(eda.cookie, eda.chatId)
    const desk = await server.socket(eda.cookie)
    for (let n = 0; n < 20; n++)
      socket.say({
        ns: '/chat',
        event: 'send',
        data: { chat_id: eda.chatId, client_id: `message-${n}`, type: 'text', text: 'x' },
        id: 100 + n,
      })
    await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })
    expect([await socket.closed, await desk.closed]).toEqual([4001, 4001])

    const acked = socket.frames.filter((frame) => frame.ack >= 100).map((frame) => frame.data.message.rev)
    expect(acked).toEqual(acked.map((_, n) => n + 1))
  }
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
