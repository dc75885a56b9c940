import { describe, expect, test } from 'bun:test'
import { createApi } from '#client/net/api'
import { createAskRoute } from '#client/net/route'

const session = { chat_id: 'c', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' }

/** An api whose only answer is this one; `asked` holds what it was asked. */
const setUp = (answer: () => Response) => {
  const asked: { path: string; method: string | undefined; body: unknown; type: string | null }[] = []
  const api = createApi(
    createAskRoute(async (path, { method, body, headers }) => {
      asked.push({ path, method, body, type: new Headers(headers).get('content-type') })
      return answer()
    }),
  )
  return { api, asked }
}

const refusal = (status: number, code: string, headers = {}) =>
  Response.json({ error: { code, message: 'no' } }, { status, headers })

describe('a refusal', () => {
  test('keeps the code of the server, and how long to wait in milliseconds', async () => {
    const { api } = setUp(() => refusal(429, 'rate_limited', { 'Retry-After': '90' }))

    expect(await api.sendCode()).toEqual({ ok: false, code: 'rate_limited', retryAfterMs: 90_000 })
  })

  test('without a network is offline', async () => {
    const { api } = setUp(() => {
      throw new TypeError('Failed to fetch')
    })

    expect(await api.me()).toEqual({ ok: false, code: 'offline' })
  })

  test('of a proxy in front is told by its status', async () => {
    const { api } = setUp(() => new Response('<h1>502</h1>', { status: 502 }))

    expect(await api.ownSession()).toEqual({ ok: false, code: 'unavailable' })
  })

  test('of a bare 401 means that there is no session', async () => {
    const { api } = setUp(() => new Response(null, { status: 401 }))

    expect(await api.ownSession()).toEqual({ ok: false, code: 'unauthenticated' })
  })

  test('stands for an answer that is not what was asked for', async () => {
    const { api } = setUp(() => Response.json({ chat_id: 7 }))

    expect(await api.ownSession()).toEqual({ ok: false, code: 'internal' })
  })
})

describe('a request', () => {
  test('carries its body as JSON and parses the answer', async () => {
    const { api, asked } = setUp(() => Response.json(session, { status: 201 }))

    expect(await api.openSession('Eda', 'tr')).toEqual({ ok: true, value: session })
    expect(asked).toEqual([
      { path: '/api/session', method: 'POST', body: '{"name":"Eda","lang":"tr"}', type: 'application/json' },
    ])
  })

  test('without a body says nothing of its type, and takes an empty answer', async () => {
    const { api, asked } = setUp(() => new Response(null, { status: 204 }))

    expect(await api.leave()).toEqual({ ok: true, value: null })
    expect(asked).toEqual([{ path: '/api/session', method: 'DELETE', body: undefined, type: null }])
  })

  test('names its conversation, place and filter in the address', async () => {
    const { api, asked } = setUp(() => new Response(null, { status: 404 }))

    await api.olderMessages('a/b', 41)
    await api.threads('waiting', null)
    await api.threads('all', 'x=1')

    expect(asked.map(({ path }) => path)).toEqual([
      '/api/chats/a%2Fb/messages?before=41',
      '/api/admin/chats?filter=waiting',
      '/api/admin/chats?filter=all&cursor=x%3D1',
    ])
  })

  test('of a code signs in with its challenge, or alone', async () => {
    const { api, asked } = setUp(() => Response.json({ admin_name: 'Admin Muhsin' }))

    await api.signIn('12345678', 'challenge')
    await api.signIn('12345678', null)

    expect(asked.map(({ body }) => body)).toEqual([
      '{"otp":"12345678","challenge_id":"challenge"}',
      '{"otp":"12345678"}',
    ])
  })
})

describe('why no socket is to be had', () => {
  test('is the code with which its address refuses', async () => {
    const { api, asked } = setUp(() => refusal(429, 'rate_limited', { 'Retry-After': '10' }))

    expect(await api.socketRefusal('admin')).toBe('rate_limited')
    expect(asked).toMatchObject([{ path: '/ws?as=admin', method: 'POST' }])
  })

  test('is nothing where it only minds that this is no socket', async () => {
    const { api } = setUp(() => refusal(400, 'bad_request'))

    expect(await api.socketRefusal('user')).toBeNull()
  })
})
