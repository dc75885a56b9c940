import { describe, expect, test } from 'bun:test'
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import { type Container, containers } from '#protocol/media'
import { mediaKind } from '#server/domain/media-kind'
import { remux } from '#server/outbound/remux'
import { createReadVoice } from '#server/outbound/voices'
import { samplePng } from '#tests/support/sample-pictures'
import { recorded, recordings, sampleMp3, sampleVoice, sampleWav } from '#tests/support/sample-voices'

const readVoice = createReadVoice()

const poured = async (file: Uint8Array, to: Container): Promise<Uint8Array> => {
  const bytes = await remux(file, to)
  if (!bytes) throw new Error(`nothing came out as ${to}`)
  return bytes
}

/** The sound itself, the moments at which it stands and the length that the file gives itself, in milliseconds. */
const contents = async (file: Uint8Array) => {
  const input = new Input({ source: new BufferSource(file), formats: ALL_FORMATS })
  const track = await input.getPrimaryAudioTrack()
  if (!track) throw new Error('there is no sound in it')
  const packets: string[] = []
  const at: number[] = []
  for await (const { data, timestamp } of new EncodedPacketSink(track).packets()) {
    packets.push(Buffer.from(data).toString('hex'))
    at.push(Math.round(timestamp * 1000))
  }
  const saidS = await input.getDurationFromMetadata()
  return { packets, at, saidMs: saidS === null ? null : Math.round(saidS * 1000) }
}

const durationMs = async (file: Uint8Array): Promise<number> => {
  const outcome = await readVoice(file)
  return outcome.ok ? outcome.value.durationMs : -1
}

describe('what does not go into a container', () => {
  test('a file that is broken goes into none', async () => {
    const file = await sampleVoice('ogg')
    for (const to of containers) expect(await remux(file.subarray(0, 60), to)).toBeNull()
  })

  test('a picture, an MP3 or a WAVE goes into none', async () => {
    for (const file of [samplePng(8, 8), sampleMp3(10), sampleWav(1, () => 0), new Uint8Array()])
      for (const to of containers) expect(await remux(file, to)).toBeNull()
  })

  test('AAC goes into MP4 alone', async () => {
    const file = await sampleVoice('mp4', { codec: 'aac' })
    expect([await remux(file, 'webm'), await remux(file, 'ogg')]).toEqual([null, null])
    expect(mediaKind(await poured(file, 'mp4'))).toBe('audio/mp4')
  })
})

describe('what browsers recorded', () => {
  for (const name of recordings) {
    for (const to of containers) {
      test(`${name} becomes a whole ${to} of the same sound`, async () => {
        const before = await recorded(name)
        const after = await poured(before, to)
        expect(mediaKind(after)).toBe(`audio/${to}`)
        const sound = await contents(after)
        expect(sound.packets).toEqual((await contents(before)).packets)
        // Up to the 80 ms that Chromium's MP4 says are to be skipped.
        expect(Math.abs((await durationMs(after)) - (await durationMs(before)))).toBeLessThanOrEqual(80)
      })
    }
  }
})

describe('what comes out', () => {
  const from: Container[] = [...containers]
  for (const source of from) {
    test(`of ${source} is the same by every way, to and fro`, async () => {
      const file = await sampleVoice(source, { seconds: 3, isLive: true, bytesAt: (second) => 20 + Math.round(second) })
      const { packets } = await contents(file)
      for (const to of containers) {
        const there = await poured(file, to)
        for (const back of containers) expect((await contents(await poured(there, back))).packets).toEqual(packets)
      }
    })
  }

  test('says how long it is, where a live recording does not', async () => {
    const live = await sampleVoice('webm', { seconds: 3, isLive: true })
    expect((await contents(live)).saidMs).toBeNull()
    expect((await contents(await poured(live, 'webm'))).saidMs).toBe(3000)
    expect((await contents(await poured(live, 'mp4'))).saidMs).toBe(2994)
    expect(await durationMs(await poured(live, 'ogg'))).toBe(2994)
  })

  test('has an index: cues in WebM, and the index first in MP4', async () => {
    const live = await recorded('chromium.webm')
    const webm = Buffer.from(await poured(live, 'webm'))
    const mp4 = Buffer.from(await poured(live, 'mp4'))
    expect(Buffer.from(live).indexOf('1c53bb6b', 0, 'hex')).toBe(-1)
    expect(webm.indexOf('1c53bb6b', 0, 'hex')).toBeGreaterThan(0)
    expect(mp4.indexOf('moov')).toBeGreaterThan(0)
    expect(mp4.indexOf('moov')).toBeLessThan(mp4.indexOf('mdat'))
  })

  test('begins at zero where it began later', async () => {
    const late = await sampleVoice('webm', { begin: 7, isLive: true })
    for (const to of containers) expect(await durationMs(await poured(late, to))).toBeLessThanOrEqual(2000)
    expect((await contents(await poured(late, 'webm'))).at.slice(0, 3)).toEqual([0, 20, 40])
    const aac = await sampleVoice('mp4', { codec: 'aac', begin: 7, isLive: true })
    expect((await contents(await poured(aac, 'mp4'))).at.slice(0, 3)).toEqual([0, 23, 46])
  })

  test('keeps what is to be skipped at the beginning, and says so in WebM as older Firefox wants it', async () => {
    const file = await sampleVoice('ogg')
    const webm = Buffer.from(await poured(file, 'webm'))
    // 312 samples of 48 kHz are 6.5 ms: 6,500,000 ns, in four bytes or three.
    const delay = webm.indexOf('56aa', 0, 'hex')
    expect(webm.readUIntBE(delay + 3, (webm[delay + 2] ?? 0) & 0x0f)).toBe(6_500_000)
    for (const to of containers) {
      const bytes = Buffer.from(await poured(file, to))
      const inMp4 = bytes.indexOf('dOps')
      const preSkip = inMp4 === -1 ? bytes.readUInt16LE(bytes.indexOf('OpusHead') + 10) : bytes.readUInt16BE(inMp4 + 6)
      expect(preSkip).toBe(312)
    }
  })
})
