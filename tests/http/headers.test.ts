import { describe, expect, test } from 'bun:test'
import { createHarden, rulesOf } from '#server/http/security-headers'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer()

const everyKind: [string, number, () => Promise<Response>][] = [
  ['an answer', 200, () => server.ask('GET', '/health')],
  ['something made', 201, () => server.ask('POST', '/api/session', { name: 'Eda' })],
  ['a bad request', 400, () => server.ask('POST', '/api/session', '{')],
  ['an unreadable request', 400, () => server.ask('GET', '/health', undefined, { Host: 'a b' })],
  ['no session', 401, () => server.ask('GET', '/api/session')],
  ['a foreign origin', 403, () => server.ask('POST', '/api/session', {}, { Origin: 'https://evil.example' })],
  [
    'a foreign preflight',
    403,
    () => server.ask('OPTIONS', '/api/session', undefined, { Origin: 'https://evil.example' }),
  ],
  ['nothing there', 404, () => server.ask('GET', '/nowhere')],
  ['a wrong method', 405, () => server.ask('PUT', '/api/session', {})],
  ['too much', 413, () => server.ask('POST', '/api/session', 'x'.repeat(70_000))],
  [
    'a form',
    415,
    () => server.ask('POST', '/api/session', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }),
  ],
  ['a socket without a cookie', 401, () => server.ask('GET', '/ws')],
  ['a socket of a foreign origin', 403, () => server.ask('GET', '/ws', undefined, { Origin: 'https://evil.example' })],
]

describe('every answer is hardened and kept by no cache:', () => {
  test.each(everyKind)('%s', async (_, status, ask) => {
    const response = await ask()
    const { headers } = response

    expect(response.status).toBe(status)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('microphone=(self), camera=(self)')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null])
    if (status >= 400) expect(Object.keys(await response.json())).toEqual(['error'])
  })
})

test('the policy of scripts has no way around it', async () => {
  const policy = (await server.ask('GET', '/health')).headers.get('content-security-policy') ?? ''
  const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule]))

  expect(policy).not.toMatch(/unsafe|\*|http:/)
  expect(rules).toMatchObject({
    'default-src': "default-src 'none'",
    'script-src': "script-src 'self'",
    'style-src': "style-src 'self'",
    'base-uri': "base-uri 'none'",
    'require-trusted-types-for': "require-trusted-types-for 'script'",
    'trusted-types': 'trusted-types konusma-worker',
  })
})

test('what a browser keeps with a page is another one with each of its rules', () => {
  const harden = createHarden(null)
  const rules = rulesOf(harden)
  const changed = [
    'Content-Security-Policy',
    'Permissions-Policy',
    'Cross-Origin-Opener-Policy',
    'Referrer-Policy',
  ].map((name) =>
    rulesOf((response, isSecure) => {
      harden(response, isSecure).headers.set(name, 'another')
      return response
    }),
  )

  expect(rulesOf(createHarden(null))).toBe(rules)
  expect(new Set([rules, ...changed]).size).toBe(5)
})

test('over https browsers are told to stay there, and the socket is named where self may not cover it', async () => {
  const named = await startTestServer({ PUBLIC_URL: 'https://chat.example.com' })
  for (const path of ['/health', '/nowhere', '/ws']) {
    const { headers } = await named.ask('GET', path)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://chat.example.com;")
  }
  expect((await server.ask('GET', '/health')).headers.get('strict-transport-security')).toBeNull()
})

describe('a known path asked the wrong way is 405 and names the right ones:', () => {
  test.each([
    ['PUT', '/api/session', ['DELETE', 'GET', 'POST']],
    ['POST', '/health', ['GET']],
    ['DELETE', '/metrics', ['GET']],
    ['POST', '/api/chats/any/messages', ['GET']],
    ['GET', '/api/admin/otp', ['POST']],
    ['GET', '/api/admin/login', ['POST']],
    ['GET', '/api/admin/logout', ['POST']],
    ['POST', '/api/admin/me', ['GET']],
    ['POST', '/api/admin/chats', ['DELETE', 'GET']],
    ['GET', '/api/admin/chats/any', ['PATCH']],
    ['GET', '/api/admin/chats/any/messages', ['DELETE']],
    ['POST', '/api/admin/sessions', ['GET']],
    ['GET', '/api/admin/sessions/any', ['DELETE']],
    ['POST', '/api/admin/search', ['GET']],
  ])('%s %s', async (method, path, allowed) => {
    const response = await server.ask(method, path)

    expect(response.status).toBe(405)
    expect((await response.json()).error.code).toBe('method_not_allowed')
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(allowed)
  })
})

test.each([
  '/nowhere',
  '/api',
  '/api/',
  '/api/sessions',
  '/api/session/',
  '/API/session',
  '/api/chats',
  '/api/chats//messages',
  '/api/chats/a/b/messages',
  '/api/admin',
  '/.env',
  '/data.sqlite3',
  '/api/admin/chats/x/y',
])('there is nothing at %s, whatever is asked of it', async (path) => {
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const response = await server.ask(method, path)
    expect([response.status, (await response.json()).error.code]).toEqual([404, 'not_found'])
  }
})

test('a HEAD is a GET without its body', async () => {
  const response = await server.ask('HEAD', '/health')

  expect([response.status, await response.text()]).toEqual([200, ''])
})
