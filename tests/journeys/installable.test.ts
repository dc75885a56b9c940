import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientFiles, loadClientFiles } from '#server/http/client-files'
import { builtClient } from '#tests/support/built-client'
import { pngSize } from '#tests/support/png-size'
import { startTestServer } from '#tests/support/test-server'

const dir = await builtClient()
const values = { ADMIN_NAME: 'Muhsin', ADMIN_LANG: 'tr', TELEGRAM: '', WORKER: '1' }
const server = await startTestServer({}, { files: loadClientFiles(values, { dir }) })
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.origin + path, { headers })

const textOf = (files: ClientFiles, path: string): string => new TextDecoder().decode(files.get(path)?.body)
const workersOf = (files: ClientFiles) => ['/sw.js', '/admin-sw.js'].map((path) => textOf(files, path))

test.each(['/farewell-sw.js', '/manifests/visitor-wide-tr.webp', '/icons/visitor-512.png', '/icons/'])(
  '%s is not served',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test.each(['/manifest.webmanifest', '/manifest.en.webmanifest', '/admin.webmanifest', '/admin.en.webmanifest'])(
  '%s is served with its type, and every picture that it names with its own size',
  async (path) => {
    const response = await get(path)
    const { icons, screenshots, shortcuts } = await response.json()
    const pictures = [...icons, ...shortcuts[0].icons, ...screenshots]

    expect(response.headers.get('content-type')).toBe('application/manifest+json')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    for (const { src, sizes, type } of pictures) {
      const picture = await get(src)
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, type])
      if (type === 'image/png') expect(pngSize(await picture.bytes())).toBe(sizes)
    }
  },
)

test.each(['/', '/admin'])(
  '%s names its manifest, the picture for an iPhone, and that there is a worker',
  async (path) => {
    const html = await (await get(path)).text()
    const manifest = path === '/' ? '/manifest.webmanifest' : '/admin.webmanifest'
    const apple = /<link rel="apple-touch-icon" href="([^"]+)">/.exec(html)?.[1] ?? ''

    expect(html).toContain(`<link rel="manifest" href="${manifest}">`)
    expect(html).toContain('<meta name="konusma:worker" content="1">')
    expect(pngSize(await (await get(apple)).bytes())).toBe('180x180')
  },
)

test.each(['/icons/visitor-192.png', '/icons/admin-192.png', '/icons/badge-96.png'])(
  '%s, a picture of notifications, is kept for a day',
  async (path) => {
    expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=86400')
  },
)

test.each(['/sw.js', '/admin-sw.js'])('%s is asked for again each time, and told apart by its text', async (path) => {
  const { headers } = await get(path)

  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-cache')
  expect((await get(path, { 'If-None-Match': headers.get('etag') ?? '' })).status).toBe(304)
})

test('what the page says, and the rules that come with it, are in the text of its worker', () => {
  const plain = loadClientFiles(values, { dir, rules: 'a' })
  const renamed = loadClientFiles({ ...values, ADMIN_NAME: 'Ayşe' }, { dir, rules: 'a' })
  const ruled = loadClientFiles(values, { dir, rules: 'b' })

  for (const [index, worker] of workersOf(plain).entries()) {
    expect(worker).not.toContain('%SHELL_REVISION%')
    expect(worker).toBe(workersOf(loadClientFiles(values, { dir, rules: 'a' }))[index] ?? '')
    expect(worker).not.toBe(workersOf(renamed)[index] ?? '')
    expect(worker).not.toBe(workersOf(ruled)[index] ?? '')
  }
  expect(plain.get('/sw.js')?.etag).not.toBe(renamed.get('/sw.js')?.etag)
})

test('switched off, both addresses take the workers away again and the pages ask for none', () => {
  const farewell = readFileSync(join(dir, 'farewell-sw.js'), 'utf8')
  const on = loadClientFiles(values, { dir })
  const off = loadClientFiles({ ...values, WORKER: '' }, { dir, serviceWorker: false })

  expect(workersOf(off)).toEqual([farewell, farewell])
  expect(farewell).toContain('registration.unregister()')
  expect(workersOf(on).includes(farewell)).toBe(false)
  expect(textOf(off, '/')).toContain('<meta name="konusma:worker" content="">')
})
