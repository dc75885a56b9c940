import { describe, expect, test } from 'bun:test'
import { version } from '#server/version'
import { faultOf } from '#tests/support/fault-of'
import { openRaw } from '#tests/support/raw-socket'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer({ ALLOWED_ORIGINS: 'https://shop.example.com' })
const eda = await server.visitor('Eda')
const admin = await server.admin()

const upgrade = (path: string, headers: Record<string, string>) =>
  fetch(server.origin + path, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  })
const codeOf = async (response: Response) => [response.status, (await response.json()).error.code]

describe('no socket is opened', () => {
  test.each([
    ['absent', {}],
    ['null', { Origin: 'null' }],
    ['of another site', { Origin: 'https://evil.example' }],
    ['with another scheme', { Origin: server.origin.replace('http', 'https') }],
    ['with another port', { Origin: 'http://127.0.0.1:1' }],
    ['with a tail', { Origin: `${server.origin}.evil.example` }],
    ['in capitals', { Origin: server.origin.toUpperCase() }],
    ['absent, though the page is our own', { 'Sec-Fetch-Site': 'same-origin' }],
  ])('where the Origin is %s, with a good cookie too', async (_, headers) => {
    for (const path of ['/ws', '/ws?as=admin'])
      expect(await codeOf(await upgrade(path, { ...headers, Cookie: `${eda.cookie}; ${admin}` }))).toEqual([
        403,
        'forbidden',
      ])
  })

  test.each([
    ['/ws', ''],
    ['/ws', 'konusma_visitor=forged'],
    ['/ws', admin],
    ['/ws?as=admin', ''],
    ['/ws?as=admin', eda.cookie],
    ['/ws?as=admin', eda.cookie.replace('visitor', 'admin')],
  ])('at %s without its cookie', async (path, cookie) => {
    expect(await codeOf(await upgrade(path, { Origin: server.origin, Cookie: cookie }))).toEqual([
      401,
      'unauthenticated',
    ])
  })

  test.each(['visitor', 'Admin', ''])('as %p', async (as) => {
    expect(await codeOf(await upgrade(`/ws?as=${as}`, { Origin: server.origin, Cookie: eda.cookie }))).toEqual([
      400,
      'bad_request',
    ])
  })

  test.each(['0', 'true', ''])('with hidden=%p', async (hidden) => {
    const response = await upgrade(`/ws?hidden=${hidden}`, { Origin: server.origin, Cookie: eda.cookie })

    expect(await codeOf(response)).toEqual([400, 'bad_request'])
  })

  test('for a visitor who left, or an admin who signed out', async () => {
    const ali = await server.visitor('Ali')
    const over = await server.admin()
    await server.ask('DELETE', '/api/session', undefined, { Cookie: ali.cookie })
    await server.ask('POST', '/api/admin/logout', undefined, { Cookie: over })

    expect((await upgrade('/ws', { Origin: server.origin, Cookie: ali.cookie })).status).toBe(401)
    expect((await upgrade('/ws?as=admin', { Origin: server.origin, Cookie: over })).status).toBe(401)
  })

  test('by a plain request, which is told so', async () => {
    expect(await codeOf(await server.ask('GET', '/ws', undefined, { Cookie: eda.cookie }))).toEqual([
      400,
      'bad_request',
    ])
  })
})

test('a socket opens for our own origin and for an allowed one', async () => {
  for (const Origin of [server.origin, 'https://shop.example.com']) {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/ws`, {
      headers: { Origin, Cookie: eda.cookie },
    } as unknown as string[])
    const opened = new Promise((resolve) => {
      socket.onopen = () => resolve(true)
      socket.onclose = () => resolve(false)
    })
    expect(await opened).toBe(true)
    socket.close()
  }
})

test('the first frame is hello, to each role with what it may know', async () => {
  const visitor = await server.socket(eda.cookie)
  const desk = await server.socket(admin, 'admin')
  const [first, second] = [await visitor.until(() => true), await desk.until(() => true)]

  expect(first).toEqual({
    event: 'hello',
    data: {
      role: 'user',
      chat_id: eda.chatId,
      epoch: expect.any(String),
      server_time: expect.any(String),
      version,
      min_client: 1,
    },
  })
  expect(second).toEqual({
    event: 'hello',
    data: { ...first.data, role: 'admin', chat_id: undefined, server_time: expect.any(String) },
  })
  expect(Buffer.from(first.data.epoch, 'base64url').byteLength).toBeGreaterThanOrEqual(12)
})

test('the socket that is one too many for an address is 429, until one of the others has gone', async () => {
  const small = await startTestServer({ MAX_SOCKETS_PER_ADDRESS: '2' })
  const { cookie } = await small.visitor()
  const [first] = [await small.socket(cookie), await small.socket(cookie)]
  const tooMany = await fetch(`${small.origin}/ws`, {
    headers: { Origin: small.origin, Cookie: cookie, Connection: 'Upgrade', Upgrade: 'websocket' },
  })

  expect([...(await codeOf(tooMany)), Number(tooMany.headers.get('retry-after')) > 0]).toEqual([
    429,
    'rate_limited',
    true,
  ])
  // A browser does not show a page the answer to its socket; that to a plain request it does.
  const asked = await fetch(`${small.origin}/ws`, { method: 'POST', headers: { Origin: small.origin, Cookie: cookie } })
  expect(await codeOf(asked)).toEqual([429, 'rate_limited'])
  expect(await faultOf(small.socket(cookie))).toBeInstanceOf(Error)

  first?.close()
  await first?.closed
  await (await small.socket(cookie)).event('hello')
})

test('sockets that open all at once do not slip through the limit', async () => {
  const small = await startTestServer({ MAX_SOCKETS_PER_ADDRESS: '3' })
  const { cookie } = await small.visitor()

  const opened = await Promise.allSettled(Array.from({ length: 12 }, () => small.socket(cookie)))

  expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
})

test('a client that goes away without a word is let go', async () => {
  const { tcp, gone } = await openRaw(server.origin, eda.cookie)
  tcp.destroy()
  await gone

  expect((await server.ask('GET', '/health')).status).toBe(200)
})
