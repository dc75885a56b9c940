import { describe, expect, test } from 'bun:test'
import { createDescribeCaller } from '#server/http/caller'
import { startTestServer } from '#tests/support/test-server'

const describeWith = (config: { publicUrl?: string; allowedOrigins?: string[]; trustProxy?: number }) => {
  const warned: string[] = []
  const describe = createDescribeCaller({ publicUrl: null, allowedOrigins: [], trustProxy: 0, ...config }, (header) =>
    warned.push(header),
  )
  return {
    warned,
    see: (headers: Record<string, string>, peer = '10.0.0.9') =>
      describe(new Headers({ host: 'chat.example.com', ...headers }), peer),
  }
}

describe('with no proxy in front', () => {
  test('its headers count for nothing, and are one line of warning', () => {
    const { see, warned } = describeWith({})
    const forged = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' }

    expect(see(forged)).toMatchObject({ address: '10.0.0.9', isSecure: false, ownOrigin: 'http://chat.example.com' })
    see(forged)
    expect(warned).toEqual(['x-forwarded-for'])
  })
})

describe('behind proxies', () => {
  test.each([
    [1, '1.2.3.4', '1.2.3.4'],
    [1, '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    [2, '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
    [2, '1.2.3.4', '10.0.0.9'],
    [1, ' , ', '10.0.0.9'],
    [1, '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ])('with %d of them, %p is the address %p', (trustProxy, forwarded, address) => {
    expect(describeWith({ trustProxy }).see({ 'x-forwarded-for': forwarded }).address).toBe(address)
  })

  test('the scheme and host are those that the outermost trusted one saw', () => {
    const { see, warned } = describeWith({ trustProxy: 1 })
    const headers = {
      'x-forwarded-proto': 'http, https',
      'x-forwarded-host': 'evil.example, talk.example.com',
      origin: 'https://talk.example.com',
    }

    expect(see(headers)).toMatchObject({ ownOrigin: 'https://talk.example.com', isSecure: true, isOriginAllowed: true })
    expect(warned).toEqual([])
  })

  test('a host that is none is unreadable', () => {
    for (const host of ['a b', 'a/b', 'eda@a', 'a:b'])
      expect(describeWith({ trustProxy: 1 }).see({ 'x-forwarded-host': host }).ownOrigin).toBeNull()
  })
})

test('the public address decides whether people come over HTTPS, whatever name the proxy used', () => {
  const { see } = describeWith({ publicUrl: 'https://chat.example.com' })

  expect(see({ host: 'localhost:10000', origin: 'https://chat.example.com' })).toMatchObject({
    isSecure: true,
    isOriginAllowed: true,
  })
  expect(see({ origin: 'http://chat.example.com' }).isOriginAllowed).toBe(false)
})

test.each([
  [{}, '127.0.0.1', true],
  [{}, '::1', true],
  [{}, '::ffff:127.0.0.1', true],
  [{}, '10.0.0.9', false],
  [{ forwarded: 'for=1.2.3.4' }, '127.0.0.1', false],
  [{ 'x-forwarded-for': '127.0.0.1' }, '10.0.0.9', false],
  [{ 'x-forwarded-proto': 'https' }, '127.0.0.1', false],
  [{ 'x-forwarded-host': 'localhost' }, '::1', false],
] as [Record<string, string>, string, boolean][])(
  'with %j from %p this machine is asking: %p',
  (headers, peer, isLoopback) => {
    expect(describeWith({ trustProxy: 1 }).see(headers, peer).isLoopback).toBe(isLoopback)
  },
)

describe('a cookie', () => {
  const attributes = async (variables: Record<string, string>, headers: Record<string, string>) => {
    const server = await startTestServer(variables)
    const visitor = await server.ask('POST', '/api/session', { name: 'Eda' }, headers)
    const { challenge_id } = await (await server.ask('POST', '/api/admin/otp', undefined, headers)).json()
    const otp = /OTP (\d{8})/.exec(server.logged.join(''))?.[1]
    const admin = await server.ask('POST', '/api/admin/login', { challenge_id, otp }, headers)
    const cookies = [visitor, admin].map((response) => response.headers.get('set-cookie') ?? '')
    return cookies.map((cookie) =>
      cookie
        .replace(/=[A-Za-z0-9_-]{43};/, '=TOKEN;')
        .split('; ')
        .sort(),
    )
  }
  const common = ['HttpOnly', 'Path=/', 'SameSite=Lax']

  test('over http is HttpOnly, Lax, for the whole site, for 400 and 30 days', async () => {
    expect(await attributes({}, {})).toEqual([
      [...common, 'Max-Age=34560000', 'konusma_visitor=TOKEN'].sort(),
      [...common, 'Max-Age=2592000', 'konusma_admin=TOKEN'].sort(),
    ])
  })

  test.each([
    ['the public address is', { PUBLIC_URL: 'https://chat.example.com' }, { Origin: 'https://chat.example.com' }],
    [
      'the proxy says so',
      { TRUST_PROXY: '1' },
      { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.example.com', Origin: 'https://chat.example.com' },
    ],
  ])('over https, where %s, is Secure and bound to the host', async (_, variables, headers) => {
    expect(await attributes(variables as Record<string, string>, headers as Record<string, string>)).toEqual([
      [...common, 'Max-Age=34560000', 'Secure', '__Host-konusma_visitor=TOKEN'].sort(),
      [...common, 'Max-Age=2592000', 'Secure', '__Host-konusma_admin=TOKEN'].sort(),
    ])
  })

  test('without the prefix opens nothing over https', async () => {
    const origin = 'https://chat.example.com'
    const server = await startTestServer({ PUBLIC_URL: origin })
    const response = await server.ask('POST', '/api/session', { name: 'Eda' }, { Origin: origin })
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''

    expect((await server.ask('GET', '/api/session', undefined, { Cookie: cookie })).status).toBe(200)
    expect((await server.ask('GET', '/api/session', undefined, { Cookie: cookie.replace('__Host-', '') })).status).toBe(
      401,
    )
  })
})
