import { expect, test } from 'bun:test'
import { isServerThere } from '#client/net/server-there'
import { override } from '#tests/support/override'

type Asked = [path: string, init: RequestInit]

const answering = (answer: (init: RequestInit) => Promise<Response>): Asked[] => {
  const asked: Asked[] = []
  override(globalThis, 'fetch', () => (path: string, init: RequestInit) => {
    asked.push([path, init])
    return answer(init)
  })
  return asked
}

test.each([500, 502, 503, 504])('a server is not there where %i is answered: a proxy may say so', async (status) => {
  answering(async () => new Response('Bad Gateway', { status }))

  expect(await isServerThere()).toBe(false)
})

test('a server is not there where the net is not', async () => {
  answering(() => Promise.reject(new TypeError('no net')))

  expect(await isServerThere()).toBe(false)
})

test('a server that does not answer is not waited for longer than five seconds', async () => {
  const limits: number[] = []
  const limit = new AbortController()
  override(AbortSignal, 'timeout', () => (ms: number) => {
    limits.push(ms)
    return limit.signal
  })
  answering(
    ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new DOMException('', 'TimeoutError')))),
  )

  const asking = isServerThere()
  limit.abort()

  expect(await asking).toBe(false)
  expect(limits).toEqual([5000])
})

test('a server is there that says so itself, asked past every cache', async () => {
  const asked = answering(async () => new Response())

  expect(await isServerThere()).toBe(true)
  expect(asked).toMatchObject([['/health', { cache: 'no-store' }]])
})
