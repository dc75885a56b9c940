import { describe, expect, test } from 'bun:test'
import { openVoices } from '#server/open-voices'
import { createVoiceThread } from '#server/outbound/voice-thread'
import { afterwards } from '#tests/support/cleanup'
import { recorded, sampleVoice } from '#tests/support/sample-voices'

const endless = new Uint8Array([1])
const faulty = new Uint8Array([2])
const good = new Uint8Array([42])

const open = (withinMs: number, memory = () => 0) => {
  const begun: Worker[] = []
  const start = () => {
    const worker = new Worker(new URL('../support/endless-worker.ts', import.meta.url))
    begun.push(worker)
    return worker
  }
  const thread = createVoiceThread({ start, withinMs, memory, mostGrowthBytes: 100 })
  afterwards(thread.end)
  return { ...thread, begun }
}

const lengthOf = async (reading: ReturnType<ReturnType<typeof open>['readVoice']>) => {
  const outcome = await reading
  return outcome.ok ? outcome.value.durationMs : outcome.refusal.code
}

describe('a file over which its reader goes round for ever', () => {
  test('is refused, and the next is read by another thread', async () => {
    const { readVoice, begun } = open(300)
    const answers = [readVoice(endless), readVoice(good)].map(lengthOf)
    expect(await Promise.all(answers)).toEqual(['bad_request', 42])
    expect(begun).toHaveLength(2)
  })

  test('keeps others waiting but once, however many of them one asker sends', async () => {
    const { readVoice } = open(300)
    const answered: string[] = []
    const ask = async (file: Uint8Array, asker: string): Promise<void> => {
      await readVoice(file, asker)
      answered.push(asker)
    }
    await Promise.all(['a', 'a', 'a', 'b', 'c'].map((asker) => ask(asker === 'a' ? endless : good, asker)))
    expect(answered).toEqual(['a', 'b', 'a', 'c', 'a'])
  })

  test('is refused as soon as it takes too much memory, and the next is read', async () => {
    let bytes = 1000
    const { readVoice, begun } = open(60_000, () => (bytes += 40))
    expect(await lengthOf(readVoice(endless))).toBe('bad_request')
    bytes = Number.NEGATIVE_INFINITY
    expect(await lengthOf(readVoice(good))).toBe(42)
    expect(begun).toHaveLength(2)
  })

  test('goes into no container', async () => {
    const { remux } = open(300)
    expect(await remux(endless, 'ogg')).toBeNull()
    expect(await remux(good, 'ogg')).toEqual(good)
  })

  test('holds up nobody else', async () => {
    const { readVoice } = open(300)
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    await readVoice(endless)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(20)
  })
})

test('a fault of the thread is one of the server, and the next file is read', async () => {
  const { readVoice, begun } = open(10_000)
  expect(await readVoice(faulty).catch((fault: Error) => fault.message)).toContain('a bug')
  expect(await lengthOf(readVoice(good))).toBe(42)
  expect(begun).toHaveLength(2)
})

test('one thread reads all, in the order of asking', async () => {
  const { readVoice, begun } = open(10_000)
  const files = [3, 4, 5].map((first) => new Uint8Array([first]))
  expect(await Promise.all(files.map((file) => lengthOf(readVoice(file))))).toEqual([3, 4, 5])
  expect(begun).toHaveLength(1)
})

test('the thread of the server reads what browsers record and remuxes it', async () => {
  const { readVoice, remux, end } = openVoices()
  afterwards(end)
  const file = await recorded('chromium.webm')
  expect(await lengthOf(readVoice(file))).toBe(1500)
  const ogg = await remux(file, 'ogg')
  expect(await lengthOf(readVoice(ogg ?? new Uint8Array()))).toBe(1500)
  expect(await remux(await sampleVoice('mp4', { codec: 'aac' }), 'ogg')).toBeNull()
})
