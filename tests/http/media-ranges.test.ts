import { describe, expect, test } from 'bun:test'
import { sampleWav, startMediaServer } from '#tests/support/uploads'

const { server, upload, get } = await startMediaServer()
const eda = await server.visitor()
const sent = sampleWav(500)
const size = sent.byteLength
const { media_url } = await upload(eda.cookie, sent)
const ask = (headers: Record<string, string> = {}, method = 'GET') => get(media_url, eda.cookie, headers, method)
const etag = (await ask({}, 'HEAD')).headers.get('etag') ?? ''

const partOf = (start: number, end: number): number[] => [...sent.subarray(start, end)]
const bytesOf = async (response: Response): Promise<number[]> => [...new Uint8Array(await response.arrayBuffer())]

describe('of a file comes', () => {
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    [`bytes=${size - 1}-`, size - 1, size],
    ['bytes=0-', 0, size],
    ['bytes=-10', size - 10, size],
    [`bytes=-${size * 2}`, 0, size],
    [`bytes=10-${size * 2}`, 10, size],
  ])('%s', async (Range, start, end) => {
    const response = await ask({ Range })

    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${size}`)
    expect(response.headers.get('content-length')).toBe(String(end - start))
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    expect(response.headers.get('content-type')).toBe('audio/wav')
    expect(await bytesOf(response)).toEqual(partOf(start, end))
  })

  test.each(['', 'bytes', 'bytes=a-b', 'bytes=5-2', 'bytes=0-1,5-6', 'lines=0-1'])('all, for %p', async (Range) => {
    const response = await ask({ Range })

    expect([response.status, response.headers.get('content-range')]).toEqual([200, null])
    expect(response.headers.get('content-length')).toBe(String(size))
    expect(response.headers.get('accept-ranges')).toBe('bytes')
    expect(await bytesOf(response)).toEqual([...sent])
  })

  test.each([`bytes=${size}-`, 'bytes=-0', 'bytes=99999999999999999999-'])('nothing, for %p', async (Range) => {
    const response = await ask({ Range })

    expect([response.status, response.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
    expect(await bytesOf(response)).toEqual([])
  })
})

test('a range of a version that it has not is answered with all', async () => {
  const statusOf = async (version: string) => (await ask({ Range: 'bytes=0-1', 'If-Range': version })).status

  expect(await statusOf(etag)).toBe(206)
  expect(await statusOf('"another"')).toBe(200)
  expect(await statusOf(`W/${etag}`)).toBe(200)
  expect(await statusOf('Wed, 21 Oct 2026 07:28:00 GMT')).toBe(200)
})

test('HEAD says what GET would send, and sends nothing', async () => {
  const response = await ask({ Range: 'bytes=0-1' }, 'HEAD')

  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(size)])
  expect(response.headers.get('content-range')).toBeNull()
  expect(await bytesOf(response)).toEqual([])
})

test('what a browser has is not sent again', async () => {
  for (const known of [etag, `"x", ${etag}`, '*', `W/${etag}`]) {
    const response = await ask({ 'If-None-Match': known })
    expect([response.status, response.headers.get('etag'), await bytesOf(response)]).toEqual([304, etag, []])
  }
  expect((await ask({ 'If-None-Match': '"x"', Range: 'bytes=0-1' })).status).toBe(206)
})

test('each part has an entity tag of its own', async () => {
  const other = await upload(eda.cookie, sampleWav(300))
  const tags = [media_url, other.media_url].map(async (path) => (await get(path, eda.cookie)).headers.get('etag'))

  expect(new Set(await Promise.all(tags)).size).toBe(2)
  expect(etag).toMatch(/^"[^"]+"$/)
})
