import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createIceFor } from '#server/outbound/ice-servers'
import { connectTurn, type TurnClient } from '#tests/support/turn-client'
import {
  hasIPv6,
  isTurnServerInstalled,
  settingsOf,
  startTurnServer,
  type TurnServer,
} from '#tests/support/turn-server'

const isRunnable = isTurnServerInstalled()
if (!isRunnable) console.warn('coturn is missing, so nothing is tried against it; on Debian: apt install coturn')

const clients: TurnClient[] = []
afterAll(() => {
  for (const client of clients) client.close()
})

/** Connects people by the credentials that our own server gives them. */
const connecting = ({ url, port, secret }: TurnServer, { key = secret, clock = Date.now } = {}) => {
  const iceFor = createIceFor({ stunUrls: [], turnUrls: [url], turnSecret: key, transportPolicy: 'all' }, clock)
  return async (holder: string): Promise<TurnClient> => {
    const [turn = {}] = iceFor(holder).iceServers
    const client = await connectTurn(port, turn)
    clients.push(client)
    return client
  }
}

test('both READMEs have the same settings', () => {
  const settings = settingsOf('README.md')

  expect(settings).toContain('use-auth-secret')
  expect(settingsOf('README.tr.md')).toEqual(settings)
})

describe.skipIf(!isRunnable)('Debian’s coturn as the README configures it', () => {
  let server: TurnServer
  beforeAll(async () => {
    server = await startTurnServer({ peers: 'public' })
  })
  afterAll(() => server?.stop())

  test('refuses credentials that have ended, and those of another secret', async () => {
    const late = await connecting(server, { clock: () => Date.now() - 601_000 })('late')
    const forger = await connecting(server, { key: 'another' })('forger')
    const nobody = await connectTurn(server.port, {})
    clients.push(nobody)

    expect([await late.allocate(), await forger.allocate(), await nobody.allocate()]).toEqual([401, 401, 401])
  })

  test('refuses to relay over TCP', async () => {
    const client = await connecting(server)('tcp')

    expect(await client.allocate({ transport: 'tcp' })).toBe(442)
  })

  test('relays to public addresses alone', async () => {
    const client = await connecting(server)('IPv4')

    expect(await client.allocate()).toBe(0)

    for (const peer of ['9.9.9.9', '1.0.0.0', '100.128.0.0', '172.32.0.0', '192.169.0.0', '223.255.255.255'])
      expect([peer, await client.permit(peer)]).toEqual([peer, 0])
    for (const peer of closedIPv4)
      expect([peer, await client.permit(peer), await client.bindChannel(peer)]).toEqual([peer, 403, 403])
  })

  test('and by IPv6 no more than by IPv4', async () => {
    const client = await connecting(server)('IPv6')

    expect(await client.allocate({ family: 'IPv6' })).toBe(hasIPv6() ? 0 : 440)

    // A machine without it gives no relay of which more could be asked.
    if (!hasIPv6()) return
    for (const peer of ['2606:4700:4700::1111', '2000::', '2001:200::', '2003::', '3ffe::'])
      expect([peer, await client.permit(peer)]).toEqual([peer, 0])
    for (const peer of closedIPv6)
      expect([peer, await client.permit(peer), await client.bindChannel(peer)]).toEqual([peer, 403, 403])
  })

  test('gives one device sixteen relays, however often it asks for credentials, and another its own', async () => {
    let now = Date.now()
    const connect = connecting(server, { clock: () => now })
    const codes: number[] = []

    for (let n = 0; n < 17; n++) {
      now += 1000
      codes.push(await (await connect('greedy')).allocate())
    }

    expect(codes).toEqual([...Array<number>(16).fill(0), 486])
    expect(await (await connect('modest')).allocate()).toBe(0)
  })

  test('understands every line of its configuration', () => {
    expect(server.logged()).toContain('Black listing: 10.0.0.0-10.255.255.255')
    expect(server.logged()).not.toMatch(/Wrong|unrecognized|Bad configuration/i)
  })
})

describe.skipIf(!isRunnable)('the relay of browser tests', () => {
  test('relays to this machine, for those who have credentials', async () => {
    const server = await startTurnServer({ peers: 'loopback' })
    try {
      const client = await connecting(server)('Eda')
      const forger = await connecting(server, { key: 'another' })('Eda')

      expect([await client.allocate(), await client.permit('127.0.0.1')]).toEqual([0, 0])
      expect(await forger.allocate()).toBe(401)
    } finally {
      await server.stop()
    }
  })
})

const closedIPv4 = [
  ...['0.0.0.0', '0.255.255.255', '10.0.0.1', '10.255.255.255', '100.64.0.0', '100.127.255.255'],
  ...['127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.8', '192.0.2.1'],
  ...['192.88.99.1', '192.168.0.0', '192.168.255.255', '198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
]
const closedIPv6 = [
  ...['::', '::1', '::100', '::1:0', '::7f00:1', '::a00:0', '::ffff:127.0.0.1', '::ffff:10.0.0.0', '::ffff:8.8.8.8'],
  ...['::ffff:0:7f00:1', '64:ff9b::', '64:ff9b::7f00:1', '64:ff9b::a00:0', '64:ff9b:1::', '100::', '1fff:ffff::'],
  ...['2001::', '2001:2::1', '2001:1ff:ffff::', '2001:db8::', '2002::', '2002:7f00:1::', '3fff::', '3fff:fff::'],
  ...['4000::', '5f00::', 'fc00::', 'fd00::1', 'fdff:ffff::', 'fe80::', 'fe80::1', 'febf::', 'fec0::', 'ff02::1'],
]
