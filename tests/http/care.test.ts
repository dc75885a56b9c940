import { describe, expect, test } from 'bun:test'
import { faultOf } from '#tests/support/fault-of'
import { startTestServer } from '#tests/support/test-server'

const open = async () => {
  const server = await startTestServer()
  const cookie = await server.admin()
  const as = (method: string, path: string, body?: unknown) =>
    server.ask(method, `/api/admin${path}`, body, { Cookie: cookie })
  const list = async (filter: string): Promise<string[]> =>
    (await (await as('GET', `/chats?filter=${filter}`)).json()).chats.map((chat: { chat_id: string }) => chat.chat_id)
  return { server, cookie, as, list }
}

const merhaba = (chatId: string, client_id: string) => ({ chat_id: chatId, client_id, type: 'text', text: 'merhaba' })

describe('changing a conversation', () => {
  test('is refused to a visitor, for an unknown one, and where nothing fitting is said', async () => {
    const { server, as } = await open()
    const { chatId, cookie } = await server.visitor()

    expect(
      (await server.ask('PATCH', `/api/admin/chats/${chatId}`, { archived: true }, { Cookie: cookie })).status,
    ).toBe(401)
    expect((await as('PATCH', '/chats/nowhere', { archived: true })).status).toBe(404)
    for (const body of [
      {},
      { archived: 1 },
      { blocked: 'yes' },
      { note: 7 },
      { note: 'x'.repeat(2001) },
      { name: 'x' },
      [],
      'x',
    ])
      expect((await as('PATCH', `/chats/${chatId}`, body)).status).toBe(400)
  })

  test('answers with its row and tells every admin', async () => {
    const { server, as, cookie } = await open()
    const { chatId } = await server.visitor()
    const admin = await server.socket(cookie, 'admin')
    await admin.event('hello')
    const response = await as('PATCH', `/chats/${chatId}`, { note: '  toptan müşteri ', blocked: true })

    expect([response.status, await response.json()]).toMatchObject([200, { note: 'toptan müşteri', blocked: true }])
    const told = await admin.until(({ event, data }) => event === 'thread:updated' && data.note !== null)
    expect(told.data).toMatchObject({ chat_id: chatId, note: 'toptan müşteri', blocked: true, archived: false })
    expect((await (await as('PATCH', `/chats/${chatId}`, { note: '' })).json()).note).toBeNull()
  })

  test('archived, it is out of all and waiting until its visitor writes again', async () => {
    const { server, as, list } = await open()
    const { chatId, cookie } = await server.visitor()
    const visitor = await server.joined(cookie, chatId)
    await visitor.request('/chat', 'send', merhaba(chatId, 'the-first-one'))
    await as('PATCH', `/chats/${chatId}`, { archived: true })

    expect([await list('all'), await list('waiting'), await list('archived')]).toEqual([[], [], [chatId]])
    await visitor.request('/chat', 'send', merhaba(chatId, 'the-second-one'))
    expect([await list('all'), await list('waiting'), await list('archived')]).toEqual([[chatId], [chatId], []])
  })
})

describe('the devices on which the admin is signed in', () => {
  test('are nobody else’s to see or to end', async () => {
    const { server } = await open()
    const { cookie } = await server.visitor()
    for (const headers of [{}, { Cookie: cookie }]) {
      expect((await server.ask('GET', '/api/admin/sessions', undefined, headers)).status).toBe(401)
      expect((await server.ask('DELETE', '/api/admin/sessions/x', undefined, headers)).status).toBe(401)
    }
  })

  test('one that is none, or that has ended, is not found', async () => {
    const { server, as, cookie } = await open()
    const other = await server.admin()
    await server.ask('POST', '/api/admin/logout', undefined, { Cookie: other })
    const { sessions } = await (await as('GET', '/sessions')).json()

    expect(sessions).toHaveLength(1)
    expect((await as('DELETE', '/sessions/nobody')).status).toBe(404)
    expect(cookie).not.toBe(other)
  })

  test('are listed, this one marked; one that is ended is closed with 4009 and is signed out', async () => {
    const { server, as } = await open()
    const phone = await server.admin()
    const socket = await server.socket(phone, 'admin')
    const { sessions } = await (await as('GET', '/sessions')).json()
    expect(sessions.map(({ current }: { current: boolean }) => current).toSorted()).toEqual([false, true])
    expect(sessions[0]).toEqual({
      id: expect.any(String),
      created_at: expect.any(String),
      last_seen_at: expect.any(String),
      user_agent: expect.any(String),
      current: expect.any(Boolean),
    })
    const { id } = sessions.find(({ current }: { current: boolean }) => !current)

    expect((await as('DELETE', `/sessions/${id}`)).status).toBe(204)
    expect(await socket.closed).toBe(4009)
    expect((await server.ask('GET', '/api/admin/me', undefined, { Cookie: phone })).status).toBe(401)
    expect(await faultOf(server.socket(phone, 'admin'))).toBeInstanceOf(Error)
    expect((await as('DELETE', `/sessions/${id}`)).status).toBe(404)
    expect((await as('GET', '/me')).status).toBe(200)
  })
})

test('the one that asks may end itself', async () => {
  const { as } = await open()
  const { sessions } = await (await as('GET', '/sessions')).json()
  expect((await as('DELETE', `/sessions/${sessions[0].id}`)).status).toBe(204)
  expect((await as('GET', '/sessions')).status).toBe(401)
})

test('another site’s page can do none of it, and a wrong method is named', async () => {
  const { server, as, cookie } = await open()
  const { chatId } = await server.visitor()
  const foreign = { Cookie: cookie, Origin: 'https://other.example' }
  for (const [method, path, body] of [
    ['PATCH', `/chats/${chatId}`, { archived: true }],
    ['DELETE', '/chats', { chat_ids: [chatId] }],
    ['DELETE', '/sessions/x', undefined],
  ] as const)
    expect((await server.ask(method, `/api/admin${path}`, body, foreign)).status).toBe(403)
  for (const [method, path] of [
    ['PUT', `/chats/${chatId}`],
    ['POST', '/chats'],
    ['DELETE', '/sessions'],
    ['GET', '/sessions/x'],
  ] as const)
    expect((await as(method, path)).status).toBe(405)
})
