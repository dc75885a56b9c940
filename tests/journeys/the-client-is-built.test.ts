import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { buildClient } from '#scripts/build'
import { firstLoadBudgetBytes } from '#scripts/build/first-load'
import type { Manifest } from '#scripts/build/tree'
import { manifestSources } from '#scripts/build/web-manifests'

// Several whole builds a test, on a machine that may be busy.
setDefaultTimeout(30_000)

let dir: string
let clientDir: string
let outDir: string

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(clientDir, path)), { recursive: true })
  writeFileSync(join(clientDir, path), text)
}

const page = (name: string): string => `<!doctype html>
<html lang="%ADMIN_LANG%">
<head><title>%ADMIN_NAME%</title>
<link rel="icon" href="icons/mark.svg">
<link rel="stylesheet" href="styles/${name}.css">
<script type="module" src="${name}.ts"></script></head>
<body><a href="#msgs">%TELEGRAM%</a><img src="/kept.png" alt=""></body></html>
`

const noise = (length: number): string => {
  let text = ''
  for (let round = 0; text.length < length; round += 1) text += createHash('sha512').update(`${round}`).digest('base64')
  return text
}

const manifest = (): Manifest => JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'))
const bytesOf = (path: string) => readFileSync(join(outDir, path))
const text = (path: string): string => readFileSync(join(outDir, path), 'utf8')
const build = (minify = true) => buildClient({ clientDir, outDir, minify })

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-build-'))
  clientDir = join(dir, 'client')
  outDir = join(dir, 'dist/public')
  put('index.html', page('visitor'))
  put('admin.html', page('admin'))
  put('visitor.ts', `import { shared } from './shared.ts'\nconsole.log(shared, import('./later.ts'))\n`)
  put('admin.ts', `import { shared } from './shared.ts'\nconsole.log('admin', shared)\n`)
  put('shared.ts', `export const shared = 'a sentence that both pages need, ${'and so it is said once, '.repeat(9)}'\n`)
  put('later.ts', `export const later = 'only when wanted'\n`)
  put('styles/tokens.css', ':root { --sky: #0369a1 }\n')
  const rules = [1, 2, 3, 4, 5].map((n) => `.rule-${n} { padding: ${n}px; color: var(--sky) }`)
  put('styles/visitor.css', `@import "tokens.css";\n${rules.join('\n')}`)
  put('styles/admin.css', '@import "tokens.css";\nbody { color: blue }\n')
  put('icons/mark.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>\n')
  for (const source of manifestSources) put(source, `the picture ${source}`)
})

afterEach(() => rmSync(dir, { recursive: true }))

test('a first load above the budget is refused and the old tree stays', async () => {
  await build()
  const before = text('manifest.json')
  put('shared.ts', `export const shared = '${noise(firstLoadBudgetBytes * 1.4)}'\n`)
  await expect(build()).rejects.toThrow(/first load .* of 30\.0 KiB/)
  expect(text('manifest.json')).toBe(before)
})

test('what loads only when wanted does not count', async () => {
  put('later.ts', `export const later = '${noise(firstLoadBudgetBytes * 1.4)}'\n`)
  expect((await build()).built).toBe(true)
})

test('a reference to nothing is refused', async () => {
  put('admin.html', page('nobody'))
  await expect(build()).rejects.toThrow('admin.html refers to nobody.ts, which does not exist')
  expect(existsSync(outDir)).toBe(false)
})

test('a script that does not compile leaves the old tree', async () => {
  await build()
  const before = text('manifest.json')
  put('visitor.ts', `import { absent } from './absent.ts'\nabsent()\n`)
  await expect(build()).rejects.toThrow('absent.ts')
  expect(text('manifest.json')).toBe(before)
})

test('what the bundler warns of is refused', async () => {
  put('styles/admin.css', 'body { color: blue }\n@import "tokens.css";\n')
  await expect(build()).rejects.toThrow('styles/admin.css:2: All "@import" rules must come first')
})

test('a second build does nothing', async () => {
  expect((await build()).built).toBe(true)
  const before = statSync(join(outDir, 'manifest.json')).ino
  expect(await build()).toEqual({ built: false })
  expect(statSync(join(outDir, 'manifest.json')).ino).toBe(before)
})

test('a changed source and another mode are each built again', async () => {
  await build()
  put('styles/tokens.css', ':root { --sky: #0ea5e9 }\n')
  expect((await build()).built).toBe(true)
  expect((await build(false)).built).toBe(true)
})

test('a missing tree is built again', async () => {
  await build(false)
  rmSync(outDir, { recursive: true })
  expect((await build(false)).built).toBe(true)
})

test('what a killed build left behind is swept away, a running one’s work is not', async () => {
  const { pid, exited } = Bun.spawn(['true'])
  await exited
  const running = `.public-new-${process.ppid}`
  for (const name of [`.public-new-${pid}`, running]) mkdirSync(join(dirname(outDir), name), { recursive: true })
  await build()
  expect(readdirSync(dirname(outDir)).sort()).toEqual([running, 'public'])
})

test('the pages name the built files and keep the rest', async () => {
  await build()
  const html = text('index.html')
  expect(html).toMatch(/<script type="module" src="\/assets\/visitor-[A-Z0-9]{8}\.js">/)
  expect(html).toMatch(/<link rel="stylesheet" href="\/assets\/visitor-[A-Z0-9]{8}\.css">/)
  expect(html).toMatch(/<link rel="icon" href="\/assets\/mark-[A-F0-9]{8}\.svg">/)
  expect(html).toContain('<html lang="%ADMIN_LANG%">\n<head><title>%ADMIN_NAME%</title>')
  expect(html).toContain('<a href="#msgs">%TELEGRAM%</a><img src="/kept.png" alt="">')
})

test('the page asks ahead for the static chunks and only for those', async () => {
  await build()
  const chunks = [...text('index.html').matchAll(/<link rel="modulepreload" href="(.*?)">/g)].map(
    ([, path]) => path ?? '',
  )
  expect(chunks.map((path) => text(path).includes('both pages need'))).toEqual([true])
})

test('the manifest lists every file with its true siblings', async () => {
  await build()
  const { files } = manifest()
  const onDisk = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const siblings = files.flatMap(({ br, gzip }) => [br, gzip]).filter(Boolean)
  expect(onDisk).toHaveLength(files.length + siblings.length + 1)
  for (const { path, br, gzip, immutable, etag } of files) {
    expect(immutable).toBe(path.startsWith('/assets/'))
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    if (br) expect(brotliDecompressSync(bytesOf(`${path}.br`))).toEqual(bytesOf(path))
    if (gzip) expect(gunzipSync(bytesOf(`${path}.gz`))).toEqual(bytesOf(path))
  }
  expect(files.find(({ path }) => path === '/index.html')).toMatchObject({
    type: 'text/html; charset=utf-8',
    immutable: false,
  })
  expect(files.find(({ path }) => /visitor-.*\.css$/.test(path))).toMatchObject({ br: true, gzip: true })
})

test('a minified tree has no source maps; a plain one has', async () => {
  const maps = () => manifest().files.filter(({ path }) => path.endsWith('.map'))
  await build()
  expect(maps()).toEqual([])
  await build(false)
  expect(maps()).not.toEqual([])
})
