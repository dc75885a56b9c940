import { describe, expect, test } from 'bun:test'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FilePart } from '#server/actions/media/ports'
import { createMediaFiles } from '#server/outbound/media-files'
import { StorageFault } from '#server/store/ports'
import { scratchDir } from '#tests/support/scratch'

const id = 'Zm9vYmFyYmF6cXV4_-1234'
const other = 'another-medium-of-them'
const bytes = new Uint8Array([1, 2, 3, 4, 5])

const open = () => {
  const folder = join(scratchDir(), 'media')
  return { folder, files: createMediaFiles(folder), names: () => readdirSync(folder).sort() }
}
const faultOf = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run
    return null
  } catch (fault) {
    return fault
  }
}
const reasonOf = async (run: Promise<unknown>): Promise<string> => {
  const fault = await faultOf(run)
  return fault instanceof StorageFault ? fault.reason : String(fault)
}

describe('what is refused', () => {
  const tricks = ['', 'short', '../../../etc/passwd', 'a'.repeat(65), `${'a'.repeat(20)}/b`, `${'a'.repeat(20)}.thumb`]
  for (const trick of [...tricks, `${'a'.repeat(20)}\0`, `${'a'.repeat(20)}\n`]) {
    test(`no file has the id ${JSON.stringify(trick)}`, async () => {
      const { files } = open()
      for (const run of [files.put(trick, 'whole', bytes), files.find(trick, 'whole'), files.remove([trick])])
        expect(await reasonOf(run)).toBe('Error: this is no id of a medium')
    })
  }

  test('where the folder cannot be made, storage is unavailable', async () => {
    const dir = scratchDir()
    writeFileSync(join(dir, 'file'), 'not a folder')
    const files = createMediaFiles(join(dir, 'file', 'media'))
    expect(await reasonOf(files.put(id, 'whole', bytes))).toBe('unavailable')
    expect(await reasonOf(files.hasRoomFor(1))).toBe('unavailable')
    expect(await reasonOf(files.remove([id]))).toBe('unavailable')
    expect(await files.find(id, 'whole')).toBeNull()
  })

  test('a file that cannot get its name leaves nothing behind', async () => {
    const { folder, files, names } = open()
    mkdirSync(join(folder, id), { recursive: true })
    expect(await reasonOf(files.put(id, 'whole', bytes))).toBe('unavailable')
    expect(names()).toEqual([id])
    expect(await files.find(id, 'whole')).toBeNull()
  })

  test('a file that the disk does not take to its end leaves nothing behind, and storage is full', async () => {
    const { folder, names } = open()
    const script = `
      import { createMediaFiles } from '#server/outbound/media-files'
      const files = createMediaFiles(process.argv[1])
      await files.put('${other}', 'whole', new Uint8Array(100))
      try { await files.put('${id}', 'whole', new Uint8Array(400_000)) } catch (fault) { console.log(fault.reason) }
    `
    // A limit of 100 KiB for each file, as a full disk says no in the middle of one.
    const child = Bun.spawn(['sh', '-c', 'ulimit -f 100; exec "$0" -e "$1" "$2"', process.execPath, script, folder], {
      cwd: join(import.meta.dir, '..', '..'),
      stderr: 'inherit',
    })
    expect((await new Response(child.stdout).text()).trim()).toBe('full')
    expect(await child.exited).toBe(0)
    expect(names()).toEqual([other])
  })
})

describe('a file', () => {
  test('is there once it is put, by its own name, for its owner alone', async () => {
    const { folder, files, names } = open()
    const parts: FilePart[] = ['whole', 'thumb', 'webm', 'ogg', 'mp4']
    for (const [index, part] of parts.entries()) await files.put(id, part, bytes.subarray(0, index + 1))
    expect(names()).toEqual([id, `${id}.mp4`, `${id}.ogg`, `${id}.thumb`, `${id}.webm`])
    for (const [index, part] of parts.entries()) {
      const found = await files.find(id, part)
      expect(await found?.bytes()).toEqual(bytes.subarray(0, index + 1))
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, id)).mode & 0o777).toBe(0o600)
  })

  test('is read in pieces', async () => {
    const { files } = open()
    await files.put(id, 'whole', bytes)
    const found = await files.find(id, 'whole')
    expect(found?.size).toBe(5)
    expect(await found?.slice(1, 3).bytes()).toEqual(new Uint8Array([2, 3]))
  })

  test('that was never put is not found, nor is anything before the folder is made', async () => {
    const { files } = open()
    expect(await files.find(id, 'whole')).toBeNull()
    await files.put(id, 'whole', bytes)
    expect(await files.find(id, 'thumb')).toBeNull()
    expect(await files.find(other, 'whole')).toBeNull()
  })

  test('may be put by two at once', async () => {
    const { files, names } = open()
    await Promise.all([files.put(id, 'ogg', bytes), files.put(id, 'ogg', bytes)])
    expect(names()).toEqual([`${id}.ogg`])
  })

  test('is removed with all its parts, and no other', async () => {
    const { files, names } = open()
    for (const part of ['whole', 'thumb', 'webm'] as const) await files.put(id, part, bytes)
    await files.put(other, 'whole', bytes)
    await files.remove([id, 'never-there-was-such-one'])
    expect(names()).toEqual([other])
    await files.remove([id])
    expect(names()).toEqual([other])
  })

  test('can be removed before the folder was ever made', async () => {
    expect(await faultOf(open().files.remove([id]))).toBeNull()
  })
})

const hasNoRow = async (): Promise<boolean> => false

describe('of a medium that was begun', () => {
  const crashed = async () => {
    const opened = open()
    for (const each of [id, other]) {
      await opened.files.begin(each)
      await opened.files.put(each, 'whole', bytes)
      await opened.files.put(each, 'thumb', bytes)
    }
    return opened
  }

  test('all files go at the next start where a crash kept its row away, and stay where it has one', async () => {
    const { files, names } = await crashed()
    await files.sweep(async (each) => each === other)
    expect(names()).toEqual([other, `${other}.thumb`])
    await files.sweep(hasNoRow)
    expect(names()).toEqual([other, `${other}.thumb`])
  })

  test('nothing goes where it cannot be told whether it has a row', async () => {
    const { files, names } = await crashed()
    const before = names()
    await faultOf(files.sweep(() => Promise.reject(new StorageFault('unavailable', null))))
    expect(names()).toEqual(before)
  })

  test('the files stay once it was brought to its end', async () => {
    const { files, names } = await crashed()
    for (const each of [id, other]) await files.end(each)
    await files.sweep(hasNoRow)
    expect(names()).toEqual([id, `${id}.thumb`, other, `${other}.thumb`].sort())
  })
})

test('what a crash left unfinished goes at the start, and nothing else does', async () => {
  const { folder, files, names } = open()
  await files.sweep(hasNoRow)
  await files.put(id, 'whole', bytes)
  const theirs = ['notes.part', 'README']
  for (const name of [`${other}.whole.${crypto.randomUUID()}.part`, `${id}.ogg.${crypto.randomUUID()}.part`, ...theirs])
    writeFileSync(join(folder, name), 'half')
  await files.sweep(hasNoRow)
  expect(names()).toEqual([id, ...theirs].sort())
})

test('there is room for a byte, and none for more than the disk', async () => {
  const { files } = open()
  expect(await files.hasRoomFor(Number.MAX_SAFE_INTEGER)).toBe(false)
  expect(await files.hasRoomFor(-Number.MAX_SAFE_INTEGER)).toBe(true)
})
