import { afterEach, beforeEach, expect, test } from 'bun:test'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inRoot } from '#scripts/root'

let house: string

const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(house, name)), { recursive: true })
  writeFileSync(join(house, name), text)
}

const main = `
const worker = new Worker(new URL('./deep/thread.ts', import.meta.url))
worker.onerror = ({ message }) => { console.log(message); process.exit(1) }
worker.onmessage = ({ data }) => { console.log(data, process.pid); process.exit(0) }
`

/** A house of its own with the real scripts, a server that needs a package in a thread, and nothing installed. */
beforeEach(async () => {
  house = mkdtempSync(join(tmpdir(), 'konusma-start-'))
  for (const part of ['start.ts', 'root.ts', 'prepare', 'build'])
    cpSync(inRoot(`scripts/${part}`), join(house, 'scripts', part), { recursive: true })
  put('scripts/build.ts', '')
  put('server/main.ts', main)
  put('server/deep/thread.ts', "import { word } from 'neighbour'\nself.postMessage(word)\n")
  put(
    'neighbour/package.json',
    JSON.stringify({ name: 'neighbour', version: '1.0.0', type: 'module', exports: './i.js' }),
  )
  put('neighbour/i.js', "export const word = 'found'\n")
  const imports = { '#scripts/*': './scripts/*.ts', '#server/*': './server/*.ts' }
  put('package.json', JSON.stringify({ name: 'house', imports, dependencies: { neighbour: 'file:./neighbour' } }))
  const lock = Bun.spawn([process.execPath, 'install', '--lockfile-only'], {
    cwd: house,
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  await lock.exited
}, 60_000)
afterEach(() => rmSync(house, { recursive: true }))

test('the first start serves with everything that it installed, in threads too, under the id it was given', async () => {
  const started = Bun.spawn([process.execPath, 'scripts/start.ts'], { cwd: house, stderr: 'inherit' })
  const said = await new Response(started.stdout).text()
  expect(said).toEndWith(`found ${started.pid}\n`)
  expect(await started.exited).toBe(0)
}, 60_000)
