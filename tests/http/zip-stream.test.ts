import { expect, test } from 'bun:test'
import type { ExportedFile } from '#server/actions/media/export-conversation'
import { zipStream } from '#server/http/zip-stream'
import { readZip } from '#tests/support/read-zip'

const lastModified = new Date(2027, 0, 1)

/** Files without end, each of one piece; counts them, and says when they are let go. */
const endless = () => {
  const seen = { count: 0, isOver: false }
  async function* files(): AsyncGenerator<ExportedFile> {
    try {
      for (;;) yield { name: `${++seen.count}`, lastModified, input: new Blob(['x'.repeat(1000)]) }
    } finally {
      seen.isOver = true
    }
  }
  return { seen, files: files() }
}

test('files of text and of bytes stand in it as they are', async () => {
  async function* pieces() {
    yield 'bir, '
    yield 'iki'
  }
  async function* files(): AsyncGenerator<ExportedFile> {
    yield { name: 'çok.txt', lastModified, input: pieces() }
    yield { name: 'a/b', lastModified, input: new Blob(['']) }
  }
  const zip = await zipStream(files(), () => undefined)
  const read = readZip(new Uint8Array(await new Response(zip).arrayBuffer()))

  expect([...read].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['çok.txt', 'bir, iki'],
    ['a/b', ''],
  ])
})

test('no more is made than is read', async () => {
  const { seen, files } = endless()
  const reader = (await zipStream(files, () => undefined)).getReader()
  await reader.read()

  expect(seen.count).toBeLessThan(3)
})

test('a reader who goes away lets the files go, without a fault', async () => {
  const { seen, files } = endless()
  const faults: unknown[] = []
  const reader = (await zipStream(files, (fault) => faults.push(fault))).getReader()
  for (let reads = 0; reads < 10; reads++) await reader.read()
  await reader.cancel(new Error('gone'))
  await Bun.sleep(0)

  expect([seen.isOver, faults]).toEqual([true, []])
})

test('where a file cannot be read the zip breaks off, and the fault is told', async () => {
  const fault = new Error('the disk does not answer')
  const faults: unknown[] = []
  async function* pieces() {
    yield 'bir'
    throw fault
  }
  async function* files(): AsyncGenerator<ExportedFile> {
    yield { name: 'a', lastModified, input: pieces() }
  }
  const reading = new Response(await zipStream(files(), (told) => faults.push(told))).arrayBuffer()

  expect(await reading.catch(() => 'broken off')).toBe('broken off')
  expect(faults).toEqual([fault])
})
