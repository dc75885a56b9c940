import { describe, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import { type IceAnswer, iceAnswer } from '#protocol/call-frames'
import { createTestClock } from '#tests/support/memory-store'
import { startTestServer } from '#tests/support/test-server'

const turnUrls = ['turn:turn.example.com:3478?transport=udp', 'turns:turn.example.com:5349?transport=tcp']
const secret = 'north-of-the-bridge'
const withTurn = { STUN_URLS: 'stun:stun.example.com', TURN_URLS: turnUrls.join(','), TURN_SECRET: secret }

const open = async (variables: Record<string, string> = withTurn) => {
  const clock = createTestClock()
  const server = await startTestServer(variables, { clock })
  const ask = (cookie: string, query = '') => server.ask('GET', `/api/ice${query}`, undefined, { Cookie: cookie })
  const ice = async (cookie: string, query = ''): Promise<IceAnswer> =>
    iceAnswer.parse(await (await ask(cookie, query)).json())
  const turn = async (cookie: string, query = '') =>
    (await ice(cookie, query)).iceServers.find(({ username }) => username)
  const holder = async (cookie: string, query = '') => (await turn(cookie, query))?.username?.split(':')[1]
  return { clock, server, ask, ice, turn, holder }
}

describe('refused', () => {
  test('without a session, before anything else is looked at', async () => {
    const { server, ask } = await open()
    const [visitor, admin] = [await server.visitor(), await server.admin()]

    for (const [cookie, query] of [
      ['', ''],
      ['', '?as=x'],
      ['konusma_visitor=x; konusma_admin=x', ''],
      [visitor.cookie, '?as=admin'],
      [admin, '?as=user'],
    ] as const) {
      const response = await ask(cookie, query)
      expect([response.status, response.headers.get('cache-control')]).toEqual([401, 'no-store'])
      expect(await response.text()).not.toContain('turn')
    }
  })

  test('with a query that means nothing, and by another method', async () => {
    const { server, ask } = await open()
    const { cookie } = await server.visitor()

    for (const query of ['?as=guest', '?as=', '?ttl=86400']) expect((await ask(cookie, query)).status).toBe(400)
    expect((await server.ask('POST', '/api/ice', {}, { Cookie: cookie })).status).toBe(405)
  })

  test('the 31st time in a minute, to one session alone', async () => {
    const { clock, server, ask } = await open()
    const [often, other] = [await server.visitor(), await server.visitor()]
    for (let n = 0; n < 30; n++) expect((await ask(often.cookie)).status).toBe(200)
    clock.pass(20_000)

    const response = await ask(often.cookie)

    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '40'])
    expect((await ask(other.cookie)).status).toBe(200)
    clock.pass(40_000)
    expect((await ask(often.cookie)).status).toBe(200)
  })
})

test('a visitor and the admin get STUN as configured and TURN with credentials of ten minutes', async () => {
  const { clock, server, ask } = await open()
  const expiry = Math.floor(clock() / 1000) + 600

  for (const cookie of [(await server.visitor()).cookie, await server.admin()]) {
    const response = await ask(cookie)

    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const answer = await response.json()
    const username: string = answer.iceServers[1].username
    expect(username).toMatch(new RegExp(`^${expiry}:[\\w-]{22}$`))
    expect(answer).toEqual({
      iceServers: [
        { urls: ['stun:stun.example.com'] },
        { urls: turnUrls, username, credential: createHmac('sha1', secret).update(username).digest('base64') },
      ],
      iceTransportPolicy: 'all',
      ttl: 480,
    })
  }
})

test('nothing configured gives one STUN server, and an empty list none', async () => {
  const usual = await open({})
  const none = await open({ STUN_URLS: '' })

  expect((await usual.ice((await usual.server.visitor()).cookie)).iceServers).toEqual([
    { urls: ['stun:stun.l.google.com:19302'] },
  ])
  expect((await none.ice((await none.server.visitor()).cookie)).iceServers).toEqual([])
})

test('the policy is the one that is configured', async () => {
  const { server, ice } = await open({ ...withTurn, ICE_TRANSPORT_POLICY: 'relay' })

  expect((await ice((await server.visitor()).cookie)).iceTransportPolicy).toBe('relay')
})

test('whoever asks again is the same to the relay, later, and nobody else is; none of them by a name of ours', async () => {
  const { clock, server, turn, holder } = await open()
  const [eda, ali] = [await server.visitor(), await server.visitor()]
  const first = await turn(eda.cookie)
  clock.pass(480_000)

  const second = await turn(eda.cookie)

  expect(Number(second?.username?.split(':')[0]) - Number(first?.username?.split(':')[0])).toBe(480)
  expect(second?.username?.split(':')[1]).toBe(first?.username?.split(':')[1] ?? '')
  expect(await holder(ali.cookie)).not.toBe(await holder(eda.cookie))
  expect(first?.username).not.toContain(eda.chatId)
  const elsewhere = await open()
  expect(await elsewhere.holder((await elsewhere.server.visitor()).cookie)).not.toBe(await holder(eda.cookie))
})

test('with both cookies it is the admin’s, unless it says that the visitor’s is meant', async () => {
  const { server, holder } = await open()
  const [{ cookie }, admin] = [await server.visitor(), await server.admin()]
  const both = `${cookie}; ${admin}`

  expect(await holder(both)).toBe(await holder(admin))
  expect(await holder(both, '?as=user')).toBe(await holder(cookie))
  expect(await holder(both, '?as=admin')).toBe(await holder(admin))
})

test('neither the secret nor a credential is ever logged', async () => {
  const { server, turn } = await open()

  const { credential = '-' } = (await turn((await server.visitor()).cookie)) ?? {}

  for (const told of [secret, credential]) expect(server.logged.join('')).not.toContain(told)
})
