import { expect, test } from 'bun:test'
import { operatorRoutes } from '#server/http/operator-routes'
import { version } from '#server/version'
import { sendRaw, statusOf } from '#tests/support/raw-http'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer()
const metrics = (headers: Record<string, string> = {}) => server.ask('GET', '/metrics', undefined, headers)

test.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host'])(
  "through a proxy, which %s gives away, there are no metrics but the admin's",
  async (header) => {
    const response = await metrics({ [header]: '127.0.0.1' })
    const nowhere = await server.ask('GET', '/nowhere')

    expect([response.status, await response.text()]).toEqual([404, await nowhere.text()])
  },
)

test('a visitor sees no metrics, the admin does', async () => {
  const { cookie } = await server.visitor()
  const far = { 'X-Forwarded-For': '203.0.113.7' }

  expect((await metrics({ ...far, Cookie: cookie })).status).toBe(404)
  expect((await metrics({ ...far, Cookie: await server.admin() })).status).toBe(200)
})

test('this machine sees them in the text form of Prometheus, sockets and faults counted', async () => {
  const { cookie } = await server.visitor()
  const socket = await server.socket(cookie)
  await socket.event('hello')
  const response = await metrics()
  const text = await response.text()
  socket.close()

  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(text).toContain('konusma_sockets{role="user"} 1')
  for (const edge of ['http', 'ws', 'job', 'process']) expect(text).toContain(`konusma_faults_total{edge="${edge}"} 0`)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# TYPE \w+ (gauge|counter)|\w+(\{\w+="\w+"\})? \d+)$/)
})

test('health tells the version, the time since the start and that the database answers', async () => {
  const response = await server.ask('GET', '/health')

  expect([response.status, await response.json()]).toEqual([
    200,
    { ok: true, version, uptime_s: expect.any(Number), db: 'ok' },
  ])
})

test('health asks for no origin and no cookie, and answers old clients', async () => {
  const { host } = new URL(server.origin)

  expect(statusOf(await sendRaw(server.origin, `GET /health HTTP/1.0\r\nHost: ${host}\r\n\r\n`))).toBe(200)
})

test('health is 503 where the database does not answer', async () => {
  const ping = (): never => {
    throw new Error('the disk is gone')
  }
  const identify = { visitor: async () => null, admin: async () => null, earlierAdmin: async () => null }
  const faults = { count: () => undefined, total: () => 0 }
  const routes = operatorRoutes({
    store: { ping },
    identify,
    faults,
    version,
    uptimeS: () => 7,
    sockets: () => ({ user: 0, admin: 0 }),
  })
  const response = await routes.request('/health')

  expect([response.status, await response.json()]).toEqual([503, { ok: false, version, uptime_s: 7, db: 'down' }])
})

test('health answers the same before and after all else is loaded', async () => {
  const { origin } = await startTestServer()
  const early = await fetch(`${origin}/health`)
  await fetch(`${origin}/api/session`)
  const late = await fetch(`${origin}/health`)

  expect(await early.json()).toEqual(await late.json())
  const headersOf = ({ headers }: Response) => [...headers].filter(([name]) => name !== 'date').toSorted()
  expect(headersOf(early)).toEqual(headersOf(late))
})
