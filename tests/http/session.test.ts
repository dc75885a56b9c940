import { describe, expect, test } from 'bun:test'
import { cookieOf, startTestServer } from '#tests/support/test-server'

const server = await startTestServer({ ADMIN_NAME: 'Ayşe', MAX_NEW_SESSIONS_PER_ADDRESS: '8' })
const me = (cookie: string) => server.ask('GET', '/api/session', undefined, { Cookie: cookie })

describe('401', () => {
  test.each([
    ['no cookie', ''],
    ['a cookie without a value', 'konusma_visitor='],
    ['a guess', 'konusma_visitor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['broken escapes', 'konusma_visitor=%E0%A4%A'],
    ['bytes', 'konusma_visitor=%00%ff'],
    ['a name without a value', 'konusma_visitor; ;;=a'],
    ['SQL', "konusma_visitor=' OR 1=1 --"],
    ['a very long value', `konusma_visitor=${'a'.repeat(8000)}`],
  ])('%s', async (_, cookie) => {
    const response = await me(cookie)

    expect(response.status).toBe(401)
    expect((await response.json()).error.code).toBe('unauthenticated')
    expect((await server.ask('DELETE', '/api/session', undefined, { Cookie: cookie })).status).toBe(401)
  })

  test('the token under another name, or that of the other role', async () => {
    const { cookie } = await server.visitor()
    const token = cookie.split('=')[1]

    for (const name of ['konusma_admin', '__Host-konusma_visitor', 'Konusma_Visitor'])
      expect((await me(`${name}=${token}`)).status).toBe(401)
    expect((await server.ask('GET', '/api/admin/me', undefined, { Cookie: `konusma_admin=${token}` })).status).toBe(401)
  })
})

test('a visitor arrives, comes back to the same conversation under a new name, and leaves', async () => {
  const arrived = await server.ask('POST', '/api/session', { name: 'Eda' })
  const cookie = cookieOf(arrived)
  const body = await arrived.json()

  expect(arrived.status).toBe(201)
  expect(body).toEqual({
    chat_id: expect.any(String),
    cid: expect.stringMatching(/^Eda-[0-9A-F]{4}$/),
    name: 'Eda',
    admin_name: 'Ayşe',
  })
  expect(Buffer.from(body.chat_id, 'base64url').byteLength).toBeGreaterThanOrEqual(12)
  expect(await (await me(cookie)).json()).toEqual(body)

  const back = await server.ask('POST', '/api/session', { name: 'Eda Su' }, { Cookie: cookie })
  expect([back.status, await back.json()]).toEqual([200, { ...body, name: 'Eda Su' }])

  const left = await server.ask('DELETE', '/api/session', undefined, { Cookie: cookie })
  expect([left.status, await left.text()]).toEqual([204, ''])
  expect(left.headers.get('set-cookie')).toMatch(/^konusma_visitor=; .*Max-Age=0/)
  expect((await me(cookie)).status).toBe(401)
})

test("a forged cookie gets a new conversation, never somebody else's", async () => {
  const eda = await server.visitor('Eda')
  const forged = await server.ask('POST', '/api/session', { name: 'Eda' }, { Cookie: `${eda.cookie.slice(0, -1)}_` })

  expect(forged.status).toBe(201)
  expect((await forged.json()).chat_id).not.toBe(eda.chatId)
})

test('leaving one device leaves the others where they are', async () => {
  const eda = await server.visitor('Eda')
  const other = await server.visitor('Ali')
  await server.ask('DELETE', '/api/session', undefined, { Cookie: eda.cookie })

  expect((await me(other.cookie)).status).toBe(200)
})

test('too many new conversations of one address are 429 with Retry-After, and known visitors still come back', async () => {
  const { cookie } = await server.visitor()
  let last = await server.ask('POST', '/api/session', { name: 'Eda' })
  for (let n = 0; n < 8 && last.status === 201; n++) last = await server.ask('POST', '/api/session', { name: 'Eda' })

  expect(last.status).toBe(429)
  expect((await last.json()).error.code).toBe('rate_limited')
  expect(Number(last.headers.get('retry-after'))).toBeWithin(1, 601)
  expect((await server.ask('POST', '/api/session', { name: 'Eda' }, { Cookie: cookie })).status).toBe(200)
})
