import { describe, expect, test } from 'bun:test'
import { createReadVoice } from '#server/outbound/voices'
import { joined, samplePng } from '#tests/support/sample-pictures'
import {
  recorded,
  recordings,
  sampleDuet,
  sampleFilm,
  sampleMp3,
  sampleTelephoneWav,
  sampleVoice,
  sampleWav,
} from '#tests/support/sample-voices'

const readVoice = createReadVoice()
const ascii = (text: string) => new TextEncoder().encode(text)

const heard = async (file: Uint8Array) => {
  const outcome = await readVoice(file)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return outcome.value
}
const refused = async (file: Uint8Array): Promise<string> => {
  const outcome = await readVoice(file)
  return outcome.ok ? 'taken' : outcome.refusal.code
}

type Make = () => Promise<Uint8Array> | Uint8Array

describe('what is refused', () => {
  test('an empty file is a bad request', async () => {
    expect(await refused(new Uint8Array())).toBe('bad_request')
  })

  const others: Record<string, Make> = {
    'a page': () => ascii('<html></html>'),
    'a picture': () => samplePng(8, 8),
    'a film': () => sampleFilm(false),
    'a film with sound': () => sampleFilm(true),
    'two sounds in one file': sampleDuet,
    'a sound of telephones': sampleTelephoneWav,
  }
  for (const [name, make] of Object.entries(others)) {
    test(`${name} is of no type that is taken`, async () =>
      expect(await refused(await make())).toBe('unsupported_type'))
  }

  const cuttable: Record<string, Make> = {
    WebM: () => sampleVoice('webm'),
    Ogg: () => sampleVoice('ogg'),
    MP4: () => sampleVoice('mp4'),
    'live MP4': () => sampleVoice('mp4', { isLive: true }),
    WAVE: () => sampleWav(1, () => 0.5),
  }
  for (const [name, make] of Object.entries(cuttable)) {
    test(`a ${name} is taken whole and refused wherever it is cut, and with a page behind it`, async () => {
      const file = await make()
      expect(await refused(file)).toBe('taken')
      const codes = new Set<string>()
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
        codes.add(await refused(file.subarray(0, Math.max(100, Math.floor(file.length * share)))))
      codes.add(await refused(file.subarray(0, file.length - 1)))
      codes.add(await refused(joined(file, ascii('<html><script>alert(1)</script>'))))
      expect([...codes]).toEqual(['bad_request'])
    })
  }

  for (const name of recordings) {
    test(`${name} is refused where it is cut within its last sound, or has a page behind it`, async () => {
      const file = await recorded(name)
      for (const less of [1, 20, 100]) expect(await refused(file.subarray(0, file.length - less))).toBe('bad_request')
      expect(await refused(joined(file, ascii('<html><script>alert(1)</script>')))).toBe('bad_request')
    })
  }

  test('a recording in which nothing was recorded is a bad request', async () => {
    const file = await sampleVoice('webm', { isLive: true })
    const cluster = Buffer.from(file).indexOf('1f43b675', 0, 'hex')
    expect(await refused(file.subarray(0, cluster))).toBe('bad_request')
    expect(await refused(sampleWav(0, () => 0))).toBe('bad_request')
  })

  test('an MP4 without its index is a bad request', async () => {
    const file = await sampleVoice('mp4')
    const index = Buffer.from(file).indexOf('moov') - 4
    expect(await refused(file.subarray(0, index))).toBe('bad_request')
  })

  test('what is longer than two hours, or of too many packets, is too large', async () => {
    const file = await sampleVoice('webm', { seconds: 2 })
    const codes = [{ mostMs: 1_900 }, { mostPackets: 99 }, { mostMs: 2_000, mostPackets: 100 }].map(async (limits) => {
      const outcome = await createReadVoice(limits)(file)
      return outcome.ok ? 'taken' : outcome.refusal.code
    })
    expect(await Promise.all(codes)).toEqual(['too_large', 'too_large', 'taken'])
  })

  test('parts outside of a cluster, over which a demuxer goes round for ever, are a bad request', async () => {
    const file = await sampleVoice('webm', { isLive: true })
    const block = new Uint8Array([0xa3, 0x85, 0x81, 0, 0, 0x80, 0x5a])
    expect(await refused(joined(file, block, block))).toBe('bad_request')
  })

  test('so many parts that reading them keeps a reader busy are a bad request', async () => {
    const file = await sampleVoice('webm', { isLive: true })
    const idle = (count: number) => new Uint8Array(count * 2).map((_, at) => (at % 2 === 0 ? 0xec : 0x80))
    expect(await refused(joined(file, idle(1_000)))).toBe('taken')
    expect(await refused(joined(file, idle(500_000)))).toBe('bad_request')
  })

  test('noise in a container is a refusal, never a fault', async () => {
    const files = [...(await Promise.all(recordings.map(recorded))), sampleMp3(20), sampleWav(1, () => 0.1)]
    let seed = 7
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    for (const file of files) {
      for (let round = 0; round < 60; round++) {
        const noisy = file.slice()
        for (let change = 0; change < 8; change++) noisy[next(Math.min(noisy.length, 1_200))] = next(256)
        expect(['taken', 'bad_request', 'unsupported_type', 'too_large']).toContain(await refused(noisy))
      }
    }
  })
})

describe('how long it is', () => {
  const notes: [string, Make, string, number][] = [
    ['a WebM', () => sampleVoice('webm'), 'audio/webm', 2000],
    ['a live WebM, which does not say it', () => sampleVoice('webm', { isLive: true }), 'audio/webm', 2000],
    ['a WebM that begins later', () => sampleVoice('webm', { begin: 3, isLive: true }), 'audio/webm', 2000],
    ['an Ogg', () => sampleVoice('ogg'), 'audio/ogg', 1994],
    ['an MP4', () => sampleVoice('mp4'), 'audio/mp4', 2000],
    ['an MP4 of AAC', () => sampleVoice('mp4', { codec: 'aac' }), 'audio/mp4', 1997],
    ['a live MP4 of AAC', () => sampleVoice('mp4', { codec: 'aac', isLive: true }), 'audio/mp4', 1997],
    ['an MP3', () => sampleMp3(50), 'audio/mpeg', 1306],
    ['a WAVE', () => sampleWav(3, () => 0.5), 'audio/wav', 3000],
    ["Chromium's WebM", () => recorded('chromium.webm'), 'audio/webm', 1500],
    ["Chromium's MP4", () => recorded('chromium.mp4'), 'audio/mp4', 1438],
    ["Firefox's WebM", () => recorded('firefox.webm'), 'audio/webm', 1520],
    ["Firefox's Ogg", () => recorded('firefox.ogg'), 'audio/ogg', 1498],
  ]
  for (const [name, make, mime, durationMs] of notes) {
    test(`${name} is ${durationMs} ms`, async () => {
      const voice = await heard(await make())
      expect(voice).toMatchObject({ mime, durationMs })
      expect(voice.waveform).toHaveLength(64)
    })
  }
})

describe('its waveform', () => {
  test('of a WAVE is that of its samples', async () => {
    const { waveform } = await heard(sampleWav(4, (second) => (second < 1 ? 0 : second < 2 ? 0.25 : 0.5)))
    expect(waveform).toEqual([...Array(16).fill(0), ...Array(16).fill(50), ...Array(32).fill(100)])
  })

  test('of silence is flat', async () => {
    expect((await heard(sampleWav(2, () => 0))).waveform).toEqual(Array(64).fill(0))
  })

  test('follows the bytes that the sound needed', async () => {
    const { waveform } = await heard(await sampleVoice('ogg', { bytesAt: (second) => (second < 1 ? 20 : 80) }))
    expect(Math.max(...waveform)).toBe(100)
    expect(waveform.slice(0, 31).every((peak) => peak < 30)).toBe(true)
    expect(waveform.slice(34).every((peak) => peak > 90)).toBe(true)
  })

  test('has all its peaks where there are fewer packets than peaks', async () => {
    const { waveform } = await heard(await sampleVoice('webm', { seconds: 0.2 }))
    expect(waveform.every((peak) => peak > 0 && peak <= 100)).toBe(true)
  })
})
