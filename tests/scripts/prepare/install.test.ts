import { afterEach, beforeEach, expect, test } from 'bun:test'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install, isInstalled } from '#scripts/prepare/install'

let dir: string

const put = (name: string, value: unknown): void => writeFileSync(join(dir, name), JSON.stringify(value))

const dependOn = (...names: string[]): void => {
  const dependencies = Object.fromEntries(names.map((name) => [name, `file:./${name}`]))
  put('package.json', { name: 'house', dependencies })
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-install-'))
  for (const name of ['neighbour', 'stranger']) {
    mkdirSync(join(dir, name))
    put(`${name}/package.json`, { name, version: '1.0.0' })
  }
  dependOn('neighbour')
  await Bun.spawn([process.execPath, 'install', '--lockfile-only'], { cwd: dir, stdout: 'ignore', stderr: 'ignore' })
    .exited
})
afterEach(() => rmSync(dir, { recursive: true }))

test('a lockfile that does not fit is refused', async () => {
  dependOn('neighbour', 'stranger')
  await expect(install(dir)).rejects.toThrow('bun install failed')
  expect(isInstalled(dir)).toBe(false)
})

test('a second install does nothing, and a changed lockfile asks for another', async () => {
  expect(isInstalled(dir)).toBe(false)
  await install(dir)
  expect(isInstalled(dir)).toBe(true)
  rmSync(join(dir, 'node_modules/neighbour'), { recursive: true })
  await install(dir)
  expect(existsSync(join(dir, 'node_modules/neighbour'))).toBe(false)
  appendFileSync(join(dir, 'bun.lock'), '\n')
  expect(isInstalled(dir)).toBe(false)
})

test('a removed node_modules is installed again', async () => {
  await install(dir)
  rmSync(join(dir, 'node_modules'), { recursive: true })
  await install(dir)
  expect(existsSync(join(dir, 'node_modules/neighbour/package.json'))).toBe(true)
})
