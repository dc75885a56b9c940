import { expect, test } from 'bun:test'
import { connect } from 'node:net'
import fc from 'fast-check'
import { openRaw } from '#tests/support/raw-socket'
import { scratchDatabase } from '#tests/support/scratch'
import { startServerProcess } from '#tests/support/server-process'

const server = await startServerProcess({
  DATABASE_URL: scratchDatabase().url,
  MAX_FRAMES_PER_S: '0',
  MAX_NEW_SESSIONS_PER_ADDRESS: '0',
  MAX_SENDS_PER_10S: '0',
  LOG_LEVEL: 'debug',
})
const eda = await server.visitor('Eda')
const admin = await server.admin()

const faultsOf = async (): Promise<string[]> => {
  const text = await (await server.ask('GET', '/metrics')).text()
  return text.split('\n').filter((line) => line.startsWith('konusma_faults_total') && !line.endsWith(' 0'))
}

const json = fc.json({ maxDepth: 4 })
const nasty = fc.oneof(
  json,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('{"event":"send"', '[]', '{"__proto__":1}', '\ud800'),
)
const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    eda.chatId,
    'first-message',
    'text',
    '',
    -1,
    0,
    1e308,
    '\ud800',
    '\0',
    '<script>',
    'x'.repeat(5000),
    { $gt: '' },
    ['a'],
    null,
  ),
)
const frame = fc.record(
  {
    ns: fc.oneof(fc.constant('/chat'), values),
    event: fc.oneof(
      fc.constantFrom('join', 'send', 'chat:typing', 'chat:read', 'chat:edit', 'ping', 'visible', 'constructor'),
      values,
    ),
    id: fc.oneof(fc.integer({ min: 1, max: 100 }), values),
    data: fc.oneof(
      fc.record(
        {
          chat_id: values,
          client_id: values,
          type: values,
          text: values,
          reply_to: values,
          since: values,
          epoch: values,
          id: values,
          visible: values,
        },
        { requiredKeys: [] },
      ),
      values,
    ),
  },
  { requiredKeys: [] },
)

/** Says the frames on sockets of their own, fifteen on each: twenty bad ones would close it. */
const sayAll = async (frames: unknown[]): Promise<void> => {
  for (let n = 0; n < frames.length; n += 15) {
    const socket = n % 2 ? await server.joined(eda.cookie, eda.chatId) : await server.joined(admin, eda.chatId, 'admin')
    for (const one of frames.slice(n, n + 15)) socket.say(one)
    await socket.settled()
    socket.close()
  }
}

test('no frame, however wrong, is a fault of the server or ends the socket', async () => {
  await sayAll(fc.sample(frame, { numRuns: 750, seed: 7 }))
  await sayAll(fc.sample(nasty, { numRuns: 150, seed: 7 }))

  expect(await faultsOf()).toEqual([])
}, 20_000)

test('no body, query, cookie or path, however wrong, is answered by 500 or ends the server', async () => {
  const asked = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
    path: fc.oneof(
      fc.constantFrom(
        '/api/session',
        '/api/admin/login',
        '/api/admin/chats',
        `/api/chats/${eda.chatId}/messages`,
        '/ws',
        '/',
        '/health',
      ),
      fc.webPath(),
    ),
    query: fc.oneof(
      fc.webQueryParameters(),
      fc.constantFrom('limit=%', 'before=%00', 'cursor=1.1&cursor=2.2', 'filter[]=all', 'as=admin'),
    ),
    body: nasty,
    cookie: fc.oneof(
      fc.constantFrom(eda.cookie, admin, `${eda.cookie}; ${admin}`),
      fc.string({ unit: fc.constantFrom('konusma_visitor', '=', ';', '%', 'é', '"', ' ') }),
    ),
  })
  const statuses = new Set<number>()
  const requests = fc
    .sample(asked, { numRuns: 500, seed: 7 })
    .filter(({ method, path }) => !(method === 'DELETE' && path === '/api/session'))
  for (let n = 0; n < requests.length; n += 25) {
    const answers = requests.slice(n, n + 25).map(({ method, path, query, body, cookie }) =>
      fetch(`${server.origin}${path}?${query}`, {
        method,
        headers: { Origin: server.origin, Cookie: cookie.replaceAll(/[^\x20-\x7e]/g, '') },
        body: method === 'GET' || method === 'HEAD' ? null : body,
        redirect: 'manual',
      }),
    )
    for (const answer of await Promise.all(answers)) statuses.add(answer.status)
  }

  expect([...statuses].filter((status) => status >= 500)).toEqual([])
  expect(statuses.size).toBeGreaterThan(5)
  expect(await faultsOf()).toEqual([])
})

test('neither is what is no HTTP or no WebSocket at all', async () => {
  const { hostname, port } = new URL(server.origin)
  const bytes = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 300 }), { numRuns: 60, seed: 7 })
  await Promise.all(
    bytes.map((some) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const tcp = connect(Number(port), hostname, () => tcp.end(some))
      tcp.on('error', () => undefined).on('close', () => resolve())
      tcp.resume()
      return promise
    }),
  )
  for (const some of bytes.slice(0, 20)) {
    const raw = await openRaw(server.origin, eda.cookie)
    raw.tcp.end(Uint8Array.of(0xff, 0x80, ...some))
    await raw.gone
  }

  expect((await server.ask('GET', '/health')).status).toBe(200)
  expect(await faultsOf()).toEqual([])
})

test('every line that was logged is JSON, and none holds a text, a cookie or a token', () => {
  const lines = server.logged.map((line) => JSON.parse(line))
  const secrets = [eda.cookie, admin].map((cookie) => cookie.split('=')[1] ?? '-')

  expect(lines.filter(({ event }) => event === 'otp')).toHaveLength(1)
  for (const { time, level, event } of lines)
    expect([typeof time, typeof level, typeof event]).toEqual(['string', 'string', 'string'])
  for (const secret of [...secrets, 'first-message', '<script>', 'x'.repeat(20)])
    expect(server.logged.join('')).not.toContain(secret)
})
