import { expect, test } from 'bun:test'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepAssets } from '#server/jobs/asset-keeping'
import { scratchDir } from '#tests/support/scratch'

const dayMs = 24 * 3_600_000
const now = Date.UTC(2026, 4, 1)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const assets = new Map([
  ['visitor-BBBBBBBB.js', bytes('newer')],
  ['chunk-CCCCCCCC.js', bytes('chunk')],
])

const placed = () => {
  const folder = join(scratchDir(), 'assets')
  const leave = (name: string, text: string, ageMs: number): void => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), text)
    utimesSync(join(folder, name), (now - ageMs) / 1000, (now - ageMs) / 1000)
  }
  const keep = (at = now) => keepAssets({ folder, assets, clock: () => at })
  return { folder, leave, keep, names: () => readdirSync(folder).toSorted() }
}

test('a folder that cannot be made is refused', async () => {
  const file = join(scratchDir(), 'a-file')
  writeFileSync(file, '')

  await expect(keepAssets({ folder: join(file, 'assets'), assets, clock: () => now })).rejects.toThrow('ENOTDIR')
})

test('what was out of service for over seven days goes, what was not stays', async () => {
  const { leave, keep, names } = placed()
  leave('visitor-AAAAAAAA.js', 'older', 7 * dayMs)
  leave('visitor-99999999.js', 'too old', 7 * dayMs + 1000)

  await keep()

  expect(names()).toEqual(['chunk-CCCCCCCC.js', 'visitor-AAAAAAAA.js', 'visitor-BBBBBBBB.js'])
})

test('what is not ours stays, however old', async () => {
  const { folder, leave, keep } = placed()
  leave('notes.txt', 'of the operator', 90 * dayMs)
  mkdirSync(join(folder, 'folder-AAAAAAAA.js'))
  utimesSync(join(folder, 'folder-AAAAAAAA.js'), 0, 0)

  await keep()

  expect(existsSync(join(folder, 'notes.txt'))).toBe(true)
  expect(existsSync(join(folder, 'folder-AAAAAAAA.js'))).toBe(true)
})

test('each run notes that this build is in service, and writes only what is missing or not whole', async () => {
  const { folder, keep } = placed()
  await keep()
  const whole = statSync(join(folder, 'visitor-BBBBBBBB.js')).ino
  writeFileSync(join(folder, 'chunk-CCCCCCCC.js'), '')

  await keep(now + 8 * dayMs)

  expect(readFileSync(join(folder, 'chunk-CCCCCCCC.js'), 'utf8')).toBe('chunk')
  expect(statSync(join(folder, 'visitor-BBBBBBBB.js'))).toMatchObject({ ino: whole, mtimeMs: now + 8 * dayMs })
})

test('told to stop it writes no more', async () => {
  const { folder } = placed()

  await keepAssets({ folder, assets, clock: () => now }, AbortSignal.abort())

  expect(readdirSync(folder)).toEqual([])
})
