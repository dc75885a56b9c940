import { describe, expect, test } from 'bun:test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import { loadClientFiles } from '#server/http/client-files'
import { scratchDir } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'

const dir = scratchDir()
const script = 'console.log("merhaba")\n'.repeat(20)
const page = '<!doctype html><title>%ADMIN_NAME%</title><html data-telegram="%TELEGRAM%" data-other="%OTHER%">'
mkdirSync(join(dir, 'assets'))
writeFileSync(join(dir, 'index.html'), page)
writeFileSync(join(dir, 'assets/visitor-1234.js'), script)
writeFileSync(join(dir, 'assets/visitor-1234.js.br'), brotliCompressSync(script))
writeFileSync(join(dir, 'assets/visitor-1234.js.gz'), gzipSync(script))
writeFileSync(join(dir, 'secret.txt'), 'in the folder, not in the list')
writeFileSync(
  join(dir, 'manifest.json'),
  JSON.stringify({
    version: 1,
    files: [
      { path: '/index.html', type: 'text/html; charset=utf-8', immutable: false, etag: '"page"' },
      {
        path: '/assets/visitor-1234.js',
        type: 'text/javascript; charset=utf-8',
        immutable: true,
        etag: '"script"',
        br: true,
        gzip: true,
      },
      { path: '/assets/lost-5678.js', type: 'text/javascript; charset=utf-8', immutable: true, etag: '"lost"' },
    ],
  }),
)

const files = loadClientFiles({ ADMIN_NAME: '</title><script>"&', TELEGRAM: '' }, { dir })
const shop = 'https://shop.example.com'
const server = await startTestServer({ ALLOWED_ORIGINS: shop }, { files })
// `fetch` would undo the encoding that is looked at here.
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.origin + path, { headers: { 'Accept-Encoding': 'identity', ...headers }, decompress: false })
const asset = '/assets/visitor-1234.js'

test('a client that is not built stops the start with what to do', () => {
  expect(() => loadClientFiles({}, { dir: scratchDir() })).toThrow('bun run build')
})

test('a built file that is gone is told, and takes no other with it', () => {
  const missing: string[] = []

  const loaded = loadClientFiles({}, { dir, onMissing: (path) => missing.push(path) })

  expect(missing).toEqual(['/assets/lost-5678.js'])
  expect([...loaded.keys()]).toEqual(['/', asset])
})

test.each([
  '/index.html',
  '/secret.txt',
  '/manifest.json',
  '/assets/',
  '/assets/visitor-1234.js.br',
  '/assets/../secret.txt',
  '/assets/%2e%2e/secret.txt',
  '/assets/visitor-1234.js/',
  '/assets/lost-5678.js',
])('%s is not served', async (path) => {
  expect((await get(path)).status).toBe(404)
})

test.each(['POST', 'PUT', 'DELETE'])('a page cannot be asked by %s', async (method) => {
  const response = await server.ask(method, '/')

  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
})

test('what the page is filled with is text there, whatever it is', async () => {
  const text = await (await get('/')).text()

  expect(text).toContain('<title>&lt;/title&gt;&lt;script&gt;&quot;&amp;</title>')
  expect(text).toContain('data-telegram="" data-other="%OTHER%"')
})

describe('an encoding is that which the browser likes best of those there are', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['br;q=x', null],
    ['', null],
  ])('%p gets %p', async (accepted, encoding) => {
    const response = await get(asset, { 'Accept-Encoding': accepted })
    const { headers } = response
    const body = Buffer.from(await response.arrayBuffer())

    expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([encoding, 'Accept-Encoding'])
    expect(Number(headers.get('content-length'))).toBe(body.byteLength)
    if (encoding === 'br') expect(brotliDecompressSync(body).toString()).toBe(script)
  })
})

test('what an allowed foreign page gets is told apart by encoding and by origin', async () => {
  expect((await get(asset, { Origin: shop })).headers.get('vary')).toBe('Accept-Encoding, Origin')
})

test('a hashed name is kept for ever, a page is asked for again', async () => {
  expect((await get(asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
})

test('who has it already is told so, for each encoding apart', async () => {
  const tags = await Promise.all(
    ['br', 'gzip', 'identity'].map(
      async (encoding) => (await get(asset, { 'Accept-Encoding': encoding })).headers.get('etag') ?? '',
    ),
  )
  const [br = '', gzip = ''] = tags
  const status = async (tag: string, encoding: string) =>
    (await get(asset, { 'If-None-Match': tag, 'Accept-Encoding': encoding })).status

  expect(new Set(tags).size).toBe(3)
  for (const tag of tags) expect(tag).toMatch(/^"[^"]+"$/)
  expect([
    await status(br, 'br'),
    await status(`"x", W/${gzip}`, 'gzip'),
    await status('*', 'br'),
    await status(br, 'gzip'),
  ]).toEqual([304, 304, 304, 200])
})

test('a HEAD has the length and no body, and an answer from the list is hardened like any other', async () => {
  const response = await fetch(server.origin + asset, { method: 'HEAD', headers: { 'Accept-Encoding': 'identity' } })

  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
    200,
    `${script.length}`,
    '',
  ])
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect((await get('/')).headers.get('content-security-policy')).toContain("script-src 'self'")
})
