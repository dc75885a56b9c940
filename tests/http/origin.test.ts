import { describe, expect, test } from 'bun:test'
import { startTestServer, type TestServer } from '#tests/support/test-server'

const own = await startTestServer()
const named = await startTestServer({
  PUBLIC_URL: 'https://chat.example.com',
  ALLOWED_ORIGINS: 'https://shop.example.com, http://localhost:3000',
})

/** A request with exactly these headers; `fetch` itself adds no Origin. */
const post = (server: TestServer, headers: Record<string, string>, path = '/api/session', method = 'POST') =>
  fetch(server.origin + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: '{"name":"Eda"}',
  })

const corsOf = ({ headers }: Response) =>
  ['access-control-allow-origin', 'access-control-allow-credentials'].map((name) => headers.get(name))

describe('refused with 403 before anything else is looked at', () => {
  const { host } = new URL(own.origin)
  test.each([
    ['none', {}],
    ['null', { Origin: 'null' }],
    ['of another site', { Origin: 'https://evil.example' }],
    ['of our host under another scheme', { Origin: `https://${host}` }],
    ['of our host at another port', { Origin: 'http://127.0.0.1:1' }],
    ['of a host that begins as ours', { Origin: `http://${host}.evil.example` }],
    ['of a host that ends as ours', { Origin: `http://evil.${host}` }],
    ['in capitals', { Origin: `HTTP://${host}` }],
    ['with a slash', { Origin: `${own.origin}/` }],
    ['of two', { Origin: `${own.origin}, https://evil.example` }],
    ['none, from a sibling site', { 'Sec-Fetch-Site': 'same-site' }],
    ['none, from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['none, from no page', { 'Sec-Fetch-Site': 'none' }],
    ['of another site that says it is ours', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }],
  ])('an Origin %s', async (_, headers) => {
    const response = await post(own, headers)

    expect([response.status, (await response.json()).error.code]).toEqual([403, 'forbidden'])
    expect([...corsOf(response), response.headers.get('set-cookie')]).toEqual([null, null, null])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s, whether or not the path is one', async (method) => {
    for (const path of ['/api/session', '/api/admin/otp', '/api/admin/login', '/api/admin/logout', '/', '/nowhere'])
      expect((await post(own, { Origin: 'https://evil.example' }, path, method)).status).toBe(403)
  })

  test('a visitor who is signed in, too', async () => {
    const { cookie } = await own.visitor()
    const response = await post(own, { Origin: 'https://evil.example', Cookie: cookie }, '/api/session', 'DELETE')

    expect(response.status).toBe(403)
    expect((await own.ask('GET', '/api/session', undefined, { Cookie: cookie })).status).toBe(200)
  })

  test('our own Host, where the public address is another', async () => {
    expect((await post(named, { Origin: named.origin })).status).toBe(403)
  })
})

test('a page of our own may act, with its Origin or where the browser vouches for it', async () => {
  expect((await post(own, { Origin: own.origin })).status).toBe(201)
  expect((await post(own, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201)
  expect((await post(named, { Origin: 'https://chat.example.com' })).status).toBe(201)
})

test('reading needs no Origin, and tells another site nothing', async () => {
  const { cookie } = await own.visitor()
  for (const headers of [
    { Cookie: cookie },
    { Cookie: cookie, Origin: 'https://evil.example' },
    { Cookie: cookie, Origin: 'null' },
  ]) {
    const response = await fetch(`${own.origin}/api/session`, { headers })
    expect([response.status, ...corsOf(response)]).toEqual([200, null, null])
  }
})

describe('an allowed foreign origin', () => {
  const shop = 'https://shop.example.com'

  test.each([
    ['an answer', 'POST', '/api/session', 201],
    ['a refusal', 'GET', '/api/session', 401],
    ['a wrong method', 'PUT', '/api/session', 405],
    ['nothing', 'GET', '/nowhere', 404],
  ])('is named on %s, never by a star', async (_, method, path, status) => {
    const response = await fetch(named.origin + path, {
      method,
      headers: { Origin: shop },
      body: method === 'POST' ? '{"name":"Eda"}' : null,
    })

    expect([response.status, ...corsOf(response)]).toEqual([status, shop, 'true'])
    expect(response.headers.get('vary')).toContain('Origin')
  })

  test('is named on an oversize body too', async () => {
    const response = await fetch(`${named.origin}/api/session`, {
      method: 'POST',
      headers: { Origin: shop },
      body: 'x'.repeat(70_000),
    })

    expect([response.status, ...corsOf(response)]).toEqual([413, shop, 'true'])
  })

  test('gets 204 for its preflights, wherever they go', async () => {
    for (const path of ['/api/session', '/api/admin/login', '/nowhere']) {
      const response = await fetch(named.origin + path, {
        method: 'OPTIONS',
        headers: {
          Origin: shop,
          'Access-Control-Request-Method': 'DELETE',
          'Access-Control-Request-Headers': 'content-type',
        },
      })
      expect([response.status, ...corsOf(response)]).toEqual([204, shop, 'true'])
      expect(response.headers.get('access-control-allow-methods')).toContain('DELETE')
      expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('content-type')
      expect(response.headers.get('vary')).toContain('Origin')
    }
  })

  test.each(['https://evil.example', 'null', 'https://shop.example.com.evil.example', 'http://shop.example.com'])(
    'is not %p',
    async (origin) => {
      const preflight = await fetch(`${named.origin}/api/session`, { method: 'OPTIONS', headers: { Origin: origin } })

      expect(preflight.status).not.toBe(204)
      expect(corsOf(preflight)).toEqual([null, null])
      expect(corsOf(await fetch(`${named.origin}/health`, { headers: { Origin: origin } }))).toEqual([null, null])
    },
  )
})

test('the operator is told once what to set, with the origin and nothing of the request', () => {
  const hints = own.logged.filter((line) => line.includes('origin_refused'))

  expect(hints).toHaveLength(1)
  expect(JSON.parse(hints[0] ?? '')).toMatchObject({ level: 'warn', hint: expect.stringContaining('PUBLIC_URL') })
})
