import { describe, expect, test } from 'bun:test'
import { handoverRules } from '#server/domain/handover'
import { cookieOf, startTestServer } from '#tests/support/test-server'

let clockMs = Date.parse('2026-11-28T10:00:00Z')
const server = await startTestServer({ MAX_NEW_SESSIONS_PER_ADDRESS: '0' }, { clock: () => clockMs })
const adminCookie = await server.admin()

type Base = '/api/session' | '/api/admin'
const make = (base: Base, cookie: string) => server.ask('POST', `${base}/handover`, undefined, { Cookie: cookie })
const tokenOf = async (base: Base, cookie: string): Promise<string> => (await (await make(base, cookie)).json()).token
const take = (base: Base, token: unknown, cookie = '') =>
  server.ask('POST', `${base}/takeover`, { token }, { Cookie: cookie })
const own = (cookie: string) => server.ask('GET', '/api/session', undefined, { Cookie: cookie })

describe('nobody gets', () => {
  test('a token without a session, or for the other side', async () => {
    const eda = await server.visitor()

    expect((await make('/api/session', '')).status).toBe(401)
    expect((await make('/api/session', adminCookie)).status).toBe(401)
    expect((await make('/api/admin', eda.cookie)).status).toBe(401)
  })

  test('anything for a guess, a token of the other side, or one that is no token', async () => {
    const eda = await server.visitor()
    const visitors = await tokenOf('/api/session', eda.cookie)
    const admins = await tokenOf('/api/admin', adminCookie)

    expect((await take('/api/session', 'A'.repeat(43))).status).toBe(401)
    expect((await take('/api/admin', visitors)).status).toBe(401)
    expect((await take('/api/session', admins)).status).toBe(401)
    for (const wrong of ['', 'short', 42, null, 'ş'.repeat(30)])
      expect((await take('/api/session', wrong)).status).toBe(400)
  })

  test('a session twice, not even at once', async () => {
    const eda = await server.visitor()
    const token = await tokenOf('/api/session', eda.cookie)

    const answers = await Promise.all([take('/api/session', token), take('/api/session', token)])

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401])
    expect((await take('/api/session', token)).status).toBe(401)
  })

  test('a session after ten minutes, or by a token that another one replaced', async () => {
    const eda = await server.visitor()
    const first = await tokenOf('/api/session', eda.cookie)
    const second = await tokenOf('/api/session', eda.cookie)
    clockMs += handoverRules.livesMs

    expect((await take('/api/session', first)).status).toBe(401)
    expect((await take('/api/session', second)).status).toBe(401)
  })

  test('the conversation of a device that has left, or that was erased', async () => {
    const [left, erased] = [await server.visitor(), await server.visitor()]
    const [ofLeft, ofErased] = [
      await tokenOf('/api/session', left.cookie),
      await tokenOf('/api/session', erased.cookie),
    ]
    await server.ask('DELETE', '/api/session', undefined, { Cookie: left.cookie })
    await server.ask('DELETE', '/api/admin/chats', { chat_ids: [erased.chatId] }, { Cookie: adminCookie })

    expect((await take('/api/session', ofLeft)).status).toBe(401)
    expect((await take('/api/session', ofErased)).status).toBe(401)
  })

  test('more tries than thirty in ten minutes', async () => {
    clockMs += handoverRules.triesPerAddress.windowMs
    for (let tries = 0; tries < handoverRules.triesPerAddress.most; tries++) await take('/api/admin', 'A'.repeat(43))

    const refused = await take('/api/admin', 'A'.repeat(43))
    clockMs += handoverRules.triesPerAddress.windowMs

    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  })
})

test('a visitor goes on elsewhere: the same conversation, a session of its own, and the first one stays', async () => {
  const eda = await server.visitor('Eda')
  const made = await make('/api/session', eda.cookie)
  const { token, expires_in: expiresIn } = await made.json()

  const taken = await take('/api/session', token)
  const cookie = cookieOf(taken)

  expect([made.status, expiresIn]).toEqual([201, handoverRules.livesMs / 1000])
  expect(taken.status).toBe(200)
  expect(await taken.json()).toMatchObject({ chat_id: eda.chatId, cid: eda.cid, name: 'Eda' })
  expect(cookie).not.toBe(eda.cookie)
  expect((await (await own(cookie)).json()).chat_id).toBe(eda.chatId)
  expect((await (await own(eda.cookie)).json()).chat_id).toBe(eda.chatId)
  expect(server.logged.join('\n')).not.toContain(token)
})

test('what the other browser was before ends, with its sockets', async () => {
  const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
  const socket = await server.socket(ali.cookie)
  const token = await tokenOf('/api/session', eda.cookie)

  const taken = await take('/api/session', token, ali.cookie)

  expect((await taken.json()).chat_id).toBe(eda.chatId)
  expect(await socket.closed).toBe(4001)
  expect((await own(ali.cookie)).status).toBe(401)
})

test('a link that opens nothing leaves the other browser as it was', async () => {
  const ali = await server.visitor('Ali')

  await take('/api/session', 'A'.repeat(43), ali.cookie)

  expect((await own(ali.cookie)).status).toBe(200)
})

test('a conversation goes on in twenty sessions at most: the one that was not seen for longest ends', async () => {
  clockMs += handoverRules.triesPerAddress.windowMs
  const eda = await server.visitor('Eda')
  const others: string[] = []
  const goOn = async (): Promise<void> => {
    clockMs += 1000
    others.push(cookieOf(await take('/api/session', await tokenOf('/api/session', eda.cookie))))
  }
  for (let n = 0; n < 19; n++) await goOn()
  const [first = '', second = ''] = others
  const socket = await server.socket(first)
  expect((await own(first)).status).toBe(200)

  await goOn()

  expect(await socket.closed).toBe(4001)
  expect((await own(first)).status).toBe(401)
  for (const cookie of [eda.cookie, second, others.at(-1) ?? '']) expect((await own(cookie)).status).toBe(200)
})

test('what the other browser was to the admin ends, with its sockets', async () => {
  clockMs += handoverRules.triesPerAddress.windowMs
  const before = cookieOf(await take('/api/admin', await tokenOf('/api/admin', adminCookie)))
  const socket = await server.socket(before, 'admin')
  const me = async (cookie: string) => (await server.ask('GET', '/api/admin/me', undefined, { Cookie: cookie })).status
  await take('/api/admin', 'A'.repeat(43), before)
  expect(await me(before)).toBe(200)

  const after = cookieOf(await take('/api/admin', await tokenOf('/api/admin', adminCookie), before))

  expect(await socket.closed).toBe(4001)
  expect([await me(before), await me(after), await me(adminCookie)]).toEqual([401, 200, 200])
  await server.ask('POST', '/api/admin/logout', undefined, { Cookie: after })
})

test('a browser that takes its own link has a new session in place of the one that made it', async () => {
  const eda = await server.visitor('Eda')

  const taken = await take('/api/session', await tokenOf('/api/session', eda.cookie), eda.cookie)

  expect([(await own(cookieOf(taken))).status, (await own(eda.cookie)).status]).toEqual([200, 401])
})

test('the admin signs in another device, which stands in the list and can be ended', async () => {
  const taken = await take('/api/admin', await tokenOf('/api/admin', adminCookie))
  const cookie = cookieOf(taken)
  const list = await (await server.ask('GET', '/api/admin/sessions', undefined, { Cookie: adminCookie })).json()

  expect(await taken.json()).toEqual({ admin_name: 'Admin Muhsin' })
  expect((await server.ask('GET', '/api/admin/me', undefined, { Cookie: cookie })).status).toBe(200)
  expect(list.sessions.length).toBe(2)
})
