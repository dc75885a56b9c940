import { expect, test } from 'bun:test'
import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listOfKept } from '#server/domain/kept-asset'
import type { ClientFile, ClientFiles } from '#server/http/client-files'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'

const dayMs = 24 * 3_600_000
const lookEveryMs = 20

const fileOf = (text: string): ClientFile => ({
  type: 'text/javascript; charset=utf-8',
  etag: `"${text}"`,
  isImmutable: true,
  body: new TextEncoder().encode(text),
  br: null,
  gzip: null,
})
const build = (name: string, text: string): ClientFiles => new Map([[`/assets/${name}`, fileOf(text)]])

const newer = build('visitor-BBBBBBBB.js', 'newer')

const placed = () => {
  const { dir, url } = scratchDatabase()
  const assets = join(dir, 'assets')
  mkdirSync(assets)
  const leave = (name: string, text: string, ageMs = 0): void => {
    const at = (Date.now() - ageMs) / 1000
    writeFileSync(join(assets, name), text)
    utimesSync(join(assets, name), at, at)
  }
  const list = (...names: string[]): void => writeFileSync(join(assets, listOfKept), names.join('\n'))
  const start = (files = newer) => startTestServer({ DATABASE_URL: url }, { files })
  return { dir, assets, leave, list, start, url }
}

// The path as it is written: `fetch` would tidy it up.
test.each([
  '/assets/',
  '/assets/..%2Fdata.sqlite3',
  '/assets/%2e%2e%2fsecret-AAAAAAAA.js',
  '/assets//secret-AAAAAAAA.js',
  '/assets/secret-AAAAAAAA.js/',
  '/assets/sub/secret-AAAAAAAA.js',
  '/assets/page-AAAAAAAA.html',
  '/assets/plain.js',
  '/assets/plain.html',
  '/assets/link-AAAAAAAA.js',
  '/assets/folder-AAAAAAAA.js',
  '/assets/old-AAAAAAAA.js',
  '/assets/foreign-AAAAAAAA.js',
  `/assets/${listOfKept}`,
  '/secret-AAAAAAAA.js',
])('%s is not served', async (path) => {
  const { dir, assets, leave, list, start } = placed()
  writeFileSync(join(dir, 'secret-AAAAAAAA.js'), 'secret')
  for (const name of ['page-AAAAAAAA.html', 'plain.js', 'plain.html']) leave(name, 'kept by nobody')
  leave('old-AAAAAAAA.js', 'older than seven days', 7 * dayMs + 60_000)
  leave('foreign-AAAAAAAA.js', 'secret of another program')
  symlinkSync(join(dir, 'secret-AAAAAAAA.js'), join(assets, 'link-AAAAAAAA.js'))
  mkdirSync(join(assets, 'folder-AAAAAAAA.js'))
  list('page-AAAAAAAA.html', 'plain.js', 'old-AAAAAAAA.js', 'link-AAAAAAAA.js', 'folder-AAAAAAAA.js', '../data.sqlite3')
  const server = await start()

  const response = await fetch(server.origin + path)

  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('secret')
})

test('a page of an earlier build gets its own files, as they were served then', async () => {
  const { leave, list, start } = placed()
  leave('visitor-AAAAAAAA.js', 'older', 6 * dayMs)
  leave('mark-A0013129.svg', '<svg/>')
  list('visitor-AAAAAAAA.js', 'mark-A0013129.svg')
  const server = await start()

  const script = await fetch(`${server.origin}/assets/visitor-AAAAAAAA.js`)
  const picture = await fetch(`${server.origin}/assets/mark-A0013129.svg`)

  expect([script.status, await script.text()]).toEqual([200, 'older'])
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(script.headers.get('x-content-type-options')).toBe('nosniff')
  expect(picture.headers.get('content-type')).toBe('image/svg+xml')
})

test('what this build has is served from memory, whatever lies in the folder', async () => {
  const { leave, start } = placed()
  leave('visitor-BBBBBBBB.js', 'something else')
  const server = await start()

  expect(await (await fetch(`${server.origin}/assets/visitor-BBBBBBBB.js`)).text()).toBe('newer')
})

test('after a start with another build the earlier one’s files are still served', async () => {
  const { assets, start } = placed()
  const before = await start(build('visitor-AAAAAAAA.js', 'older'))
  await before.ask('GET', '/')
  while (!existsSync(join(assets, 'visitor-AAAAAAAA.js'))) await Bun.sleep(lookEveryMs)
  await before.stop()

  const after = await start()

  expect(await (await fetch(`${after.origin}/assets/visitor-AAAAAAAA.js`)).text()).toBe('older')
})

test('a list that could not be read is read again when the next one asks', async () => {
  const { leave, list, start } = placed()
  const server = await start()
  const ask = async () => (await server.ask('GET', '/assets/visitor-AAAAAAAA.js')).status
  expect(await ask()).toBe(404)

  leave('visitor-AAAAAAAA.js', 'older')
  list('visitor-AAAAAAAA.js')

  expect(await ask()).toBe(200)
})

test('where nothing can be kept the server goes on, and says so once', async () => {
  const { dir, url } = scratchDatabase()
  writeFileSync(join(dir, 'assets'), 'a file in the way')
  const server = await startTestServer({ DATABASE_URL: url }, { files: newer })
  await server.ask('GET', '/')
  while (!server.logged.some((line) => line.includes('assets_not_kept'))) await Bun.sleep(lookEveryMs)

  expect(server.logged.filter((line) => line.includes('assets_not_kept'))).toHaveLength(1)
  expect((await server.ask('GET', '/assets/visitor-BBBBBBBB.js')).status).toBe(200)
  expect((await server.ask('GET', '/assets/visitor-AAAAAAAA.js')).status).toBe(404)
})

test('a database in memory keeps nothing', async () => {
  const server = await startTestServer({}, { files: newer })

  expect((await server.ask('GET', '/assets/visitor-AAAAAAAA.js')).status).toBe(404)
})
