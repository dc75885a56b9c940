import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkWorkers, workerBudgetBytes } from '#scripts/build/workers'
import { builtClient } from '#tests/support/built-client'

const dir = await builtClient()
const read = (path: string): string => readFileSync(join(dir, path), 'utf8')
const files: { path: string; immutable: boolean; br?: true }[] = JSON.parse(read('manifest.json')).files

type Kept = { url: string; revision: string | null }
const keptBy = (worker: string): Kept[] => JSON.parse(/\[\{"revision":.*?\}\]/.exec(read(worker))?.[0] ?? '[]')
const urlsOf = (worker: string): string[] => keptBy(worker).map(({ url }) => url)

test('a worker above the budget is refused, and named', () => {
  const loads = [
    { path: '/sw.js', bytes: workerBudgetBytes + 1 },
    { path: '/admin-sw.js', bytes: 10 },
  ]

  expect(() => checkWorkers(loads)).toThrow('too heavy: service workers, each of 20.0 KiB brotli: sw.js 20.0')
})

test.each(['/sw.js', '/admin-sw.js'])('%s keeps nothing that it should not', (worker) => {
  const unwanted = /sw\.js|\.map$|\.webmanifest|\.webp$|\.png$|\/api\/|\/media\//

  expect(urlsOf(worker).filter((url) => unwanted.test(url))).toEqual([])
})

test('each worker keeps the page of its app and not that of the other', () => {
  expect(urlsOf('/sw.js').filter((url) => !url.startsWith('/assets/'))).toEqual(['/'])
  expect(urlsOf('/admin-sw.js').filter((url) => !url.startsWith('/assets/'))).toEqual(['/admin'])
  expect(urlsOf('/sw.js').filter((url) => /\/admin-/.test(url))).toEqual([])
  expect(urlsOf('/admin-sw.js').filter((url) => /\/visitor-/.test(url))).toEqual([])
})

test.each([
  ['/sw.js', 'index.html', 'visitor'],
  ['/admin-sw.js', 'admin.html', 'admin'],
])('%s keeps all that the page names and what its script loads only when wanted', (worker, page, name) => {
  const named = [...read(page).matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:js|css|svg))"/g)].map(
    ([, url]) => url ?? '',
  )
  const kept = new Set(urlsOf(worker))
  const entry = named.find((url) => url.includes(`/${name}-`) && url.endsWith('.js')) ?? ''
  const loads = (url: string) =>
    [...read(url).matchAll(/["'](?:\.\/|\/assets\/)([\w-]+\.js)["']/g)].map(([, to]) => `/assets/${to}`)

  expect(named.filter((url) => !kept.has(url))).toEqual([])
  expect(loads(entry).length).toBeGreaterThan(0)
  expect(loads(entry).filter((url) => !kept.has(url))).toEqual([])
  expect(named.some((url) => url.endsWith('.css'))).toBe(true)
})

test('what is named by its content is not asked for anew, and the page is marked with what the server fills in', () => {
  const revisions = new Set(keptBy('/sw.js').map(({ url, revision }) => `${url === '/'} ${revision}`))

  expect(revisions).toEqual(new Set(['false null', 'true %SHELL_REVISION%']))
})

test('the workers are classic scripts at the root, never immutable, and compressed by the server once they are filled', () => {
  const workers = files.filter(({ path }) => path.endsWith('sw.js'))

  expect(workers.map(({ path }) => path).toSorted()).toEqual(['/admin-sw.js', '/farewell-sw.js', '/sw.js'])
  expect(workers.some(({ immutable }) => immutable)).toBe(false)
  expect(workers.map(({ path, br }) => [path, br])).toContainEqual(['/sw.js', undefined])
  for (const { path } of workers) expect(read(path)).not.toMatch(/^(import|export) /m)
})
