import { describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { bodyOf, sendRaw, statusOf } from '#tests/support/raw-http'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer()
const host = `Host: ${new URL(server.origin).host}`
const origin = `Origin: ${server.origin}`
const close = 'Connection: close'
const lines = (...given: string[]): string => `${given.join('\r\n')}\r\n\r\n`

describe('a request that cannot be read is 400, and says so in JSON where its Host is at fault', () => {
  test.each(['a b', '[::1', '', 'a/b', 'eda@example.com', '%zz', 'a:99999', 'a\tb', 'a\\b'])(
    'Host: %p',
    async (broken) => {
      const answer = await sendRaw(server.origin, lines('GET /health HTTP/1.1', `Host: ${broken}`, close))

      expect(statusOf(answer)).toBe(400)
      expect(JSON.parse(bodyOf(answer)).error.code).toBe('bad_request')
    },
  )

  test.each([
    ['no Host', lines('GET /health HTTP/1.1', close)],
    ['two Hosts', lines('GET /health HTTP/1.1', 'Host: a', 'Host: b', close)],
    ['an address without its slash', lines('GET health HTTP/1.1', host, close)],
    ['no address', lines('GET  HTTP/1.1', host, close)],
    [
      'two lengths',
      lines('POST /api/session HTTP/1.1', host, origin, 'Content-Length: 2', 'Transfer-Encoding: chunked', close),
    ],
    ['a length below nothing', lines('POST /api/session HTTP/1.1', host, origin, 'Content-Length: -2', close)],
    [
      'a broken chunk',
      `${lines('POST /api/session HTTP/1.1', host, origin, 'Transfer-Encoding: chunked', close)}zz\r\n`,
    ],
    ['no words at all', '\0\x01\x02\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  ])('%s', async (_, request) => {
    expect(statusOf(await sendRaw(server.origin, request))).toBe(400)
  })

  test('a socket with a broken Host', async () => {
    const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
    const answer = await sendRaw(
      server.origin,
      lines('GET /ws HTTP/1.1', 'Host: a b', origin, 'Connection: Upgrade, close', ...upgrade),
    )

    expect(statusOf(answer)).toBe(400)
  })
})

test.each([
  '/%zz',
  '/%c0%ae',
  '//',
  '//[',
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/\xff',
  '/api/session%00',
  '/..%2fadmin',
])('the address %p leads nowhere', async (path) => {
  expect(statusOf(await sendRaw(server.origin, lines(`GET ${path} HTTP/1.1`, host, close)))).toBe(404)
})

test('an address or headers without end are refused', async () => {
  const long = 'a'.repeat(60_000)

  for (const request of [
    lines(`GET /${long} HTTP/1.1`, host, close),
    lines('GET / HTTP/1.1', host, `Cookie: ${long}`, close),
  ])
    expect(statusOf(await sendRaw(server.origin, request))).toBe(431)
})

test("who hangs up half-way through a body is nobody's fault", async () => {
  const { hostname, port } = new URL(server.origin)
  const half = `${lines('POST /api/session HTTP/1.1', host, origin, 'Content-Type: application/json', 'Content-Length: 90')}{"name":`
  for (let n = 0; n < 5; n++) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const socket = connect(Number(port), hostname, () => socket.write(half, () => socket.destroy()))
    socket.on('close', () => resolve())
    await promise
  }
  await server.ask('GET', '/health')

  expect(await (await server.ask('GET', '/metrics')).text()).toContain('konusma_faults_total{edge="http"} 0')
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
