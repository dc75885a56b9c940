import { describe, expect, test } from 'bun:test'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { listOfKept } from '#server/domain/kept-asset'
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
  /** As an earlier build left it, in the list of what is ours. */
  const leaveOwn = (name: string, text: string, ageMs: number): void => {
    leave(name, text, ageMs)
    writeFileSync(join(folder, listOfKept), `${name}\n`, { flag: 'a' })
  }
  const keep = (at = now, change = {}) => keepAssets({ folder, assets, clock: () => at, ...change })
  const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const listed = () => textOf(listOfKept).trim().split('\n').toSorted()
  const names = () =>
    readdirSync(folder)
      .filter((name) => name !== listOfKept)
      .toSorted()
  return { folder, leave, leaveOwn, keep, names, textOf, listed }
}
const isFull = { freeBytes: async () => 64 * 2 ** 20 - 1 }

test('a folder that cannot be made is refused', async () => {
  const file = join(scratchDir(), 'a-file')
  writeFileSync(file, '')

  await expect(keepAssets({ folder: join(file, 'assets'), assets, clock: () => now })).rejects.toThrow('ENOTDIR')
})

test('what was out of service for over seven days goes, what was not stays', async () => {
  const { leaveOwn, keep, names, listed } = placed()
  leaveOwn('visitor-AAAAAAAA.js', 'older', 7 * dayMs)
  leaveOwn('visitor-99999999.js', 'too old', 7 * dayMs + 1000)

  await keep()

  expect(names()).toEqual(['chunk-CCCCCCCC.js', 'visitor-AAAAAAAA.js', 'visitor-BBBBBBBB.js'])
  expect(listed()).toEqual(names())
})

describe('what is not ours stays as it is', () => {
  test('however old it is and whatever its name', async () => {
    const { folder, leave, keep, names, listed } = placed()
    leave('notes.txt', 'of the operator', 90 * dayMs)
    leave('other-AAAAAAAA.js', 'of another program', 90 * dayMs)
    mkdirSync(join(folder, 'folder-AAAAAAAA.js'))
    utimesSync(join(folder, 'folder-AAAAAAAA.js'), 0, 0)
    const foreign = names()

    await keep()

    expect(names()).toEqual([...foreign, ...assets.keys()].toSorted())
    expect(listed()).toEqual([...assets.keys()].toSorted())
  })

  test('under the name of one of ours, too: a file, a folder, or a link to somewhere', async () => {
    const { folder, leave, keep, textOf, listed } = placed()
    leave('visitor-BBBBBBBB.js', 'other', dayMs)
    leave('elsewhere.txt', 'of the operator', dayMs)
    symlinkSync(join(folder, 'elsewhere.txt'), join(folder, 'chunk-CCCCCCCC.js'))
    const folders = new Map([...assets, ['folder-AAAAAAAA.js', bytes('a script')]])
    mkdirSync(join(folder, 'folder-AAAAAAAA.js'))

    await keep(now, { assets: folders })

    expect([textOf('visitor-BBBBBBBB.js'), textOf('chunk-CCCCCCCC.js')]).toEqual(['other', 'of the operator'])
    expect(statSync(join(folder, 'elsewhere.txt')).mtimeMs).toBe(now - dayMs)
    expect(existsSync(join(folder, listOfKept)) && listed()).toBe(false)
  })

  test('where it came to stand in the place of one of ours', async () => {
    const { folder, leave, leaveOwn, keep, textOf, listed } = placed()
    leave('elsewhere.txt', 'of the operator', 90 * dayMs)
    leaveOwn('visitor-AAAAAAAA.js', 'older', 90 * dayMs)
    rmSync(join(folder, 'visitor-AAAAAAAA.js'))
    symlinkSync(join(folder, 'elsewhere.txt'), join(folder, 'visitor-AAAAAAAA.js'))

    await keep()

    expect(textOf('visitor-AAAAAAAA.js')).toBe('of the operator')
    expect(listed()).toEqual([...assets.keys()].toSorted())
  })

  test('where the list is lost or names what it cannot', async () => {
    const { folder, leave, keep, names } = placed()
    leave('visitor-AAAAAAAA.js', 'older', 90 * dayMs)
    writeFileSync(join(folder, '..', 'data-AAAAAAAA.js'), 'outside')
    leave(listOfKept, '../data-AAAAAAAA.js\nvisitor-AAAA', 0)

    await keep(now + 90 * dayMs)

    expect(names()).toContain('visitor-AAAAAAAA.js')
    expect(existsSync(join(folder, '..', 'data-AAAAAAAA.js'))).toBe(true)
  })
})

test('what is byte for byte what we would write is ours, though the list is lost', async () => {
  const { leave, keep, listed } = placed()
  for (const [name, content] of assets) leave(name, new TextDecoder().decode(content), dayMs)

  await keep()

  expect(listed()).toEqual([...assets.keys()].toSorted())
})

describe('a full disk', () => {
  test('is left alone while less than 64 MiB are free, but for what is too old', async () => {
    const { leaveOwn, keep, names } = placed()
    leaveOwn('visitor-99999999.js', 'too old', 8 * dayMs)

    await expect(keep(now, isFull)).rejects.toThrow('64 MiB')

    expect(names()).toEqual([])
  })

  test('does not keep a build that is there from being noted as in service', async () => {
    const { folder, keep } = placed()
    await keep()

    await keep(now + dayMs, isFull)

    expect(statSync(join(folder, 'visitor-BBBBBBBB.js')).mtimeMs).toBe(now + dayMs)
  })

  test('gets no half file: neither of a run that fails, nor of one that was killed', async () => {
    const { leave, keep, names } = placed()
    leave('konusma-assets.draft', 'half a file', dayMs)
    const unwritable = new Map([['a'.repeat(300), bytes('a script')]])

    await expect(keep(now, isFull)).rejects.toThrow()
    expect(names()).toEqual([])

    await expect(keep(now, { assets: unwritable })).rejects.toThrow('ENAMETOOLONG')
    expect(names()).toEqual([])
  })
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
