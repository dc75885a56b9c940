import { afterEach, beforeEach, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findInstalled } from '#scripts/browsers/browser'

const browser = { name: 'Probe', commands: ['konusma-probe', 'konusma-probe-2'], packages: [], download: 'probe' }
const path = process.env.PATH

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-browsers-'))
  process.env.PATH = `${path}:${dir}`
})
afterEach(() => {
  process.env.PATH = path
  rmSync(dir, { recursive: true })
})

test('a file that may not be run is no browser', () => {
  writeFileSync(join(dir, 'konusma-probe'), '', { mode: 0o644 })
  expect(findInstalled(browser)).toBeUndefined()
})

test('the likeliest name that PATH has wins', () => {
  writeFileSync(join(dir, 'konusma-probe-2'), '', { mode: 0o755 })
  expect(findInstalled(browser)).toBe(join(dir, 'konusma-probe-2'))
  writeFileSync(join(dir, 'konusma-probe'), '', { mode: 0o755 })
  expect(findInstalled(browser)).toBe(join(dir, 'konusma-probe'))
})

test('what must be in one folder is not taken from PATH', () => {
  writeFileSync(join(dir, 'konusma-probe'), '', { mode: 0o755 })
  const elsewhere = mkdtempSync(join(tmpdir(), 'konusma-folder-'))
  try {
    expect(findInstalled({ ...browser, folder: elsewhere })).toBeUndefined()
    expect(findInstalled({ ...browser, folder: dir })).toBe(join(dir, 'konusma-probe'))
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
})
