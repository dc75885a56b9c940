import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLog } from '#server/log'
import { createVapidKeys } from '#server/vapid-keys'
import { scratchDatabase, scratchDir } from '#tests/support/scratch'

const open = (database: string) => {
  const logged: string[] = []
  const write = (line: string) => void logged.push(line)
  return { keys: createVapidKeys({ database }, createLog('debug', write, write)), logged }
}

const keptIn = (path: string): { publicKey: string; privateKey: string } =>
  JSON.parse(readFileSync(`${path}.vapid`, 'utf8'))

const made = async () => {
  const { path } = scratchDatabase()
  await open(path).keys()
  return keptIn(path)
}

const madeWith = async (change: (publicKey: string) => string): Promise<string> => {
  const keys = await made()
  return JSON.stringify({ ...keys, publicKey: change(keys.publicKey) })
}

describe('a file that cannot be used', () => {
  test.each([
    ['nothing', async () => ''],
    ['a text', async () => 'mySecretKeyOfOld'],
    ['JSON of another program', async () => '{"a":1}'],
    ['half a file', async () => JSON.stringify(await made()).slice(0, 60)],
    ['a point in another form', async () => madeWith((own) => `C${own.slice(1)}`)],
    ['a point that is not on the curve', async () => madeWith(() => 'B'.repeat(87))],
    [
      'halves of two pairs',
      async () => {
        const { publicKey } = await made()
        return madeWith(() => publicKey)
      },
    ],
  ])('stays as it is and gives no keys, told once and without a byte of it: %s', async (_, make) => {
    const { path, dir } = scratchDatabase()
    const text = await make()
    writeFileSync(`${path}.vapid`, text)
    const { keys, logged } = open(path)

    expect([await keys(), await keys()]).toEqual([null, null])

    expect(readFileSync(`${path}.vapid`, 'utf8')).toBe(text)
    expect(readdirSync(dir)).toEqual(['data.sqlite3.vapid'])
    expect(logged).toHaveLength(1)
    expect(logged[0]).toContain(`${path}.vapid`)
    for (const secret of text.match(/[\w-]{8,}/g) ?? []) expect(logged[0]).not.toContain(secret)
  })

  test('is read again once it is mended', async () => {
    const { path } = scratchDatabase()
    const good = await made()
    writeFileSync(`${path}.vapid`, 'broken')
    const { keys } = open(path)
    await keys()
    writeFileSync(`${path}.vapid`, JSON.stringify(good))

    expect((await keys())?.publicKey).toBe(good.publicKey)
  })

  test('nor a folder that is not there', async () => {
    const { keys, logged } = open(join(scratchDir(), 'nowhere', 'data.sqlite3'))

    expect(await keys()).toBeNull()
    expect(logged[0]).toContain('ENOENT')
  })
})

test('nothing is made before somebody asks', () => {
  const { path, dir } = scratchDatabase()

  open(path)

  expect(readdirSync(dir)).toEqual([])
})

test('keys are an uncompressed point, are made once, for this user alone, and stay over a restart', async () => {
  const { path, dir } = scratchDatabase()

  const { keys } = open(path)
  const [first, second] = await Promise.all([keys(), keys()])
  const after = await open(path).keys()

  expect(Uint8Array.fromBase64(first?.publicKey ?? '', { alphabet: 'base64url' })).toHaveLength(65)
  expect(new Set([first?.publicKey, second?.publicKey, after?.publicKey, keptIn(path).publicKey]).size).toBe(1)
  expect(readdirSync(dir)).toEqual(['data.sqlite3.vapid'])
  expect(statSync(`${path}.vapid`).mode & 0o777).toBe(0o600)
})

test('of processes that need them at once, all get the same', async () => {
  const { path, dir } = scratchDatabase()
  const script = `
    import { createLog } from '#server/log'
    import { createVapidKeys } from '#server/vapid-keys'
    console.log((await createVapidKeys({ database: ${JSON.stringify(path)} }, createLog('info'))())?.publicKey)`
  const run = () => Bun.spawn([process.execPath, '-e', script], { cwd: join(import.meta.dir, '..'), stdout: 'pipe' })

  const printed = await Promise.all([run(), run(), run()].map(({ stdout }) => new Response(stdout).text()))

  expect(new Set(printed.map((line) => line.trim()))).toEqual(new Set([keptIn(path).publicKey]))
  expect(readdirSync(dir)).toEqual(['data.sqlite3.vapid'])
})

test('in memory they are those of one start', async () => {
  const { keys } = open(':memory:')

  expect((await keys())?.publicKey).toBe((await keys())?.publicKey ?? '')
  expect((await open(':memory:').keys())?.publicKey).not.toBe((await keys())?.publicKey ?? '')
})
