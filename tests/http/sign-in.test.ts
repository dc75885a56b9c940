import { beforeEach, describe, expect, test } from 'bun:test'
import { cookieOf, startTestServer, type TestServer } from '#tests/support/test-server'

let server: TestServer
const otpIn = (logged: string[]): string =>
  /OTP (\d{8})/.exec(logged.findLast((line) => line.includes('OTP')) ?? '')?.[1] ?? ''
const ask = async () => {
  const response = await server.ask('POST', '/api/admin/otp')
  return { response, body: await response.json(), otp: otpIn(server.logged) }
}
const login = (body: unknown, cookie = '') => server.ask('POST', '/api/admin/login', body, { Cookie: cookie })
const codeOf = async (response: Response) => [response.status, (await response.json()).error?.code]

beforeEach(async () => {
  server = await startTestServer({ ADMIN_NAME: 'Onur' })
})

describe('what is no code is 400 and no try:', () => {
  test.each([
    ['none', {}],
    ['a number', { otp: 12345678 }],
    ['seven digits', { otp: '1234567' }],
    ['nine digits', { otp: '123456789' }],
    ['letters', { otp: '1234567a' }],
    ['digits of another script', { otp: '١٢٣٤٥٦٧٨' }],
    ['wide digits', { otp: '１２３４５６７８' }],
    ['an array', { otp: ['12345678'] }],
    ['an object', { otp: { $ne: '' } }],
    ['a challenge that is a number', { otp: '12345678', challenge_id: 1 }],
    ['a challenge that is an object', { otp: '12345678', challenge_id: {} }],
    ['a challenge that is too long', { otp: '12345678', challenge_id: 'a'.repeat(65) }],
    ['true', 'true'],
  ])('%s', async (_, body) => {
    const { body: sent, otp } = await ask()
    for (let n = 0; n < 12; n++) expect(await codeOf(await login(body))).toEqual([400, 'bad_request'])

    expect((await login({ challenge_id: sent.challenge_id, otp })).status).toBe(200)
  })
})

test('a wrong code is 401, the sixth on a challenge 429 with Retry-After, and no cookie comes of either', async () => {
  const { body, otp } = await ask()
  const wrong = otp === '00000000' ? '00000001' : '00000000'
  for (let n = 0; n < 5; n++) {
    const response = await login({ challenge_id: body.challenge_id, otp: wrong })
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await codeOf(response)).toEqual([401, 'unauthenticated'])
  }

  const last = await login({ challenge_id: body.challenge_id, otp })
  expect(Number(last.headers.get('retry-after'))).toBeWithin(290, 301)
  expect(last.headers.get('set-cookie')).toBeNull()
  expect(await codeOf(last)).toEqual([429, 'rate_limited'])
})

test('a fourth code in ten minutes is 429 with Retry-After', async () => {
  for (let n = 0; n < 3; n++) expect((await ask()).response.status).toBe(202)
  const { response, body } = await ask()

  expect([response.status, body.error.code]).toEqual([429, 'rate_limited'])
  expect(Number(response.headers.get('retry-after'))).toBeWithin(590, 601)
})

test("a code opens the admin's door, blanks around it ignored, and logout closes it", async () => {
  const { response, body, otp } = await ask()
  expect(response.status).toBe(202)
  expect(body).toEqual({ challenge_id: expect.any(String), sent_to: 'console', expires_in: 300 })
  expect(Buffer.from(body.challenge_id, 'base64url').byteLength).toBeGreaterThanOrEqual(12)

  const signedIn = await login({ challenge_id: body.challenge_id, otp: ` ${otp}\n` })
  const cookie = cookieOf(signedIn)
  expect([signedIn.status, await signedIn.json()]).toEqual([200, { admin_name: 'Onur' }])

  const me = () => server.ask('GET', '/api/admin/me', undefined, { Cookie: cookie })
  expect([(await me()).status, await (await me()).json()]).toEqual([200, { admin_name: 'Onur' }])

  const out = await server.ask('POST', '/api/admin/logout', undefined, { Cookie: cookie })
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringMatching(/^konusma_admin=; .*Max-Age=0/),
  ])
  expect((await me()).status).toBe(401)
  expect((await server.ask('POST', '/api/admin/logout', undefined, { Cookie: cookie })).status).toBe(401)
})

test('the code is on one line of the console, and neither it nor any token is in another', async () => {
  const { body, otp } = await ask()
  const cookie = cookieOf(await login({ challenge_id: body.challenge_id, otp }))
  await login({ challenge_id: body.challenge_id, otp: '87654321' })

  expect(server.logged.filter((line) => line.includes(otp))).toHaveLength(1)
  for (const secret of [cookie.split('=')[1] ?? '', '87654321', body.challenge_id])
    expect(server.logged.join('')).not.toContain(secret)
})

test('a sign-in with a preset cookie gives a new token', async () => {
  const { body, otp } = await ask()
  const preset = `konusma_admin=${'A'.repeat(43)}`
  const cookie = cookieOf(await login({ challenge_id: body.challenge_id, otp }, preset))

  expect(cookie).not.toBe(preset)
  expect((await server.ask('GET', '/api/admin/me', undefined, { Cookie: preset })).status).toBe(401)
})

test('a sign-in ends the session that the browser had, with its sockets; one that fails leaves both', async () => {
  const before = await server.admin()
  const socket = await server.socket(before, 'admin')
  const me = async (cookie: string) => (await server.ask('GET', '/api/admin/me', undefined, { Cookie: cookie })).status
  const { body, otp } = await ask()
  const wrong = otp === '00000000' ? '00000001' : '00000000'
  expect((await login({ challenge_id: body.challenge_id, otp: wrong }, before)).status).toBe(401)
  expect(await me(before)).toBe(200)
  await socket.settled()

  const after = cookieOf(await login({ challenge_id: body.challenge_id, otp }, before))

  expect(await socket.closed).toBe(4001)
  expect([await me(before), await me(after)]).toEqual([401, 200])
})

test('a browser that was signed in before gets in when strangers have spent every try', async () => {
  const earlier = await server.admin()
  await server.ask('POST', '/api/admin/logout', undefined, { Cookie: earlier })
  for (let n = 0; n < 11; n++) await login({ challenge_id: 'unheard-of', otp: '12345678' })
  const { body, otp } = await ask()

  expect((await login({ challenge_id: body.challenge_id, otp })).status).toBe(429)
  expect((await login({ challenge_id: body.challenge_id, otp }, earlier)).status).toBe(200)
})

test('every admin route is 401 to a visitor, to a stranger and to a session that is over', async () => {
  const { cookie } = await server.visitor()
  const over = await server.admin()
  await server.ask('POST', '/api/admin/logout', undefined, { Cookie: over })

  for (const [method, path] of [
    ['GET', '/api/admin/me'],
    ['GET', '/api/admin/chats'],
    ['GET', '/api/admin/chats?limit=x'],
    ['POST', '/api/admin/logout'],
  ] as const)
    for (const held of ['', cookie, cookie.replace('visitor', 'admin'), over])
      expect((await server.ask(method, path, undefined, { Cookie: held })).status).toBe(401)
})

test('a code that Telegram does not take is still said to go there, and is in no log', async () => {
  const asked = Promise.withResolvers<void>()
  const refusing = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () => {
      asked.resolve()
      return Response.json({ ok: false, error_code: 403, description: 'blocked' }, { status: 403 })
    },
  })
  const relayed = await startTestServer({
    TELEGRAM_BOT_TOKEN: '123456:ABC-def',
    TELEGRAM_ADMIN_CHAT_ID: '42',
    TELEGRAM_API_ROOT: refusing.url.href,
  })
  const response = await relayed.ask('POST', '/api/admin/otp')
  await asked.promise
  await refusing.stop(true)

  expect(response.status).toBe(202)
  expect(await response.json()).toMatchObject({ sent_to: 'telegram' })
  expect(relayed.logged.join('')).not.toMatch(/OTP|\D\d{8}\D|ABC-def/)
})

test('with Telegram the code goes there alone, as the one run of eight digits in its message', async () => {
  const heard = Promise.withResolvers<{ path: string; text: string }>()
  const api = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const { text } = (await request.json()) as Record<string, unknown>
      heard.resolve({ path: new URL(request.url).pathname, text: String(text) })
      return Response.json({ ok: true, result: { message_id: 1, date: 0, chat: { id: 42, type: 'private' } } })
    },
  })
  const relayed = await startTestServer({
    TELEGRAM_BOT_TOKEN: '123456:ABC-def',
    TELEGRAM_ADMIN_CHAT_ID: '42',
    TELEGRAM_API_ROOT: api.url.href,
  })
  const { sent_to, challenge_id } = await (await relayed.ask('POST', '/api/admin/otp')).json()
  const { path, text } = await heard.promise
  await api.stop(true)
  const runs = text.match(/\d{8,}/g) ?? []

  expect([sent_to, path, runs.length]).toEqual(['telegram', '/bot123456:ABC-def/sendMessage', 1])
  expect(relayed.logged.join('')).not.toContain(runs[0] ?? '-')
  expect((await relayed.ask('POST', '/api/admin/login', { challenge_id, otp: runs[0] })).status).toBe(200)
})
