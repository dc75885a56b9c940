import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import type { Container } from '#protocol/media'
import { joined } from './sample-pictures.ts'

/** Recordings with real bytes: packets made by hand, put into containers as browsers and phones do it. */

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

/** RFC 7845 section 5.1: one channel, 312 samples before its sound begins. */
const opusHead = joined(ascii('OpusHead'), new Uint8Array([1, 1, 56, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]))
const opusConfig: AudioDecoderConfig = {
  codec: 'opus',
  sampleRate: 48_000,
  numberOfChannels: 1,
  description: opusHead,
}
/** AAC-LC of 44.1 kHz and one channel (ISO 14496-3 section 1.6.2.1), and a silent frame of it. */
const aacConfig: AudioDecoderConfig = {
  codec: 'mp4a.40.2',
  sampleRate: 44_100,
  numberOfChannels: 1,
  description: new Uint8Array([0x12, 0x08]),
}
const aacFrame = new Uint8Array([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80])

/** 20 ms of CELT, one frame (RFC 6716 section 3.1), with so many bytes of sound. */
export const opusPacket = (bytes: number): Uint8Array =>
  new Uint8Array(bytes).fill(0x5a).fill(0xf8, 0, 1).fill(0xff, 1, 2).fill(0xfe, 2, 3)

type Sound = {
  codec?: 'opus' | 'aac'
  seconds?: number
  /** Of the first packet, in seconds. */
  begin?: number
  /** As a browser records it: neither length nor index. */
  isLive?: boolean
  bytesAt?: (second: number) => number
}

const formats: Record<Container, (isLive: boolean) => OutputFormat> = {
  webm: (isLive) => new WebMOutputFormat({ appendOnly: isLive }),
  ogg: () => new OggOutputFormat(),
  mp4: (isLive) => new Mp4OutputFormat({ fastStart: isLive ? 'fragmented' : false }),
}

export const sampleVoice = async (
  container: Container,
  { codec = 'opus', seconds = 2, begin = 0, isLive = false, bytesAt = () => 40 }: Sound = {},
): Promise<Uint8Array> => {
  const target = new BufferTarget()
  const output = new Output({ format: formats[container](isLive), target })
  const source = new EncodedAudioPacketSource(codec)
  output.addAudioTrack(source)
  await output.start()
  const duration = codec === 'opus' ? 0.02 : 1024 / 44_100
  const decoderConfig = codec === 'opus' ? opusConfig : aacConfig
  for (let packet = 0; packet < Math.round(seconds / duration); packet++) {
    const data = codec === 'opus' ? opusPacket(bytesAt(packet * duration)) : aacFrame
    await source.add(new EncodedPacket(data, 'key', begin + packet * duration, duration), { decoderConfig })
  }
  return finish(output, target)
}

const finish = async (output: Output, target: BufferTarget): Promise<Uint8Array> => {
  await output.finalize()
  if (!target.buffer) throw new Error('nothing was written')
  return new Uint8Array(target.buffer)
}

/** A film of one frame, with sound or without. */
export const sampleFilm = async (hasSound: boolean): Promise<Uint8Array> => {
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const film = new EncodedVideoPacketSource('vp8')
  const sound = new EncodedAudioPacketSource('opus')
  output.addVideoTrack(film)
  if (hasSound) output.addAudioTrack(sound)
  await output.start()
  const frame = new EncodedPacket(new Uint8Array([0x10, 2, 0, 0x9d, 1, 0x2a, 16, 0, 16, 0, 0]), 'key', 0, 0.04)
  await film.add(frame, { decoderConfig: { codec: 'vp8', codedWidth: 16, codedHeight: 16 } })
  if (hasSound) await sound.add(new EncodedPacket(opusPacket(40), 'key', 0, 0.02), { decoderConfig: opusConfig })
  return finish(output, target)
}

/** Two sounds in one file. */
export const sampleDuet = async (): Promise<Uint8Array> => {
  const target = new BufferTarget()
  const output = new Output({ format: new WebMOutputFormat(), target })
  const voices = [new EncodedAudioPacketSource('opus'), new EncodedAudioPacketSource('opus')]
  for (const voice of voices) output.addAudioTrack(voice)
  await output.start()
  for (const voice of voices)
    await voice.add(new EncodedPacket(opusPacket(40), 'key', 0, 0.02), { decoderConfig: opusConfig })
  return finish(output, target)
}

/** MPEG-1 layer III of 128 kbit/s and 44.1 kHz, silent, with tags before it. */
export const sampleMp3 = (frames: number): Uint8Array => {
  const tag = joined(ascii('ID3'), new Uint8Array([4, 0, 0, 0, 0, 0, 10]), new Uint8Array(10))
  const frame = joined(new Uint8Array([0xff, 0xfb, 0x90, 0xc4]), new Uint8Array(413))
  return joined(tag, ...Array.from({ length: frames }, () => frame))
}

const wav = (format: number, bits: number, data: Uint8Array, channels = 1): Uint8Array => {
  const head = new DataView(new ArrayBuffer(44))
  const put = (at: number, text: string) => new Uint8Array(head.buffer).set(ascii(text), at)
  put(0, 'RIFF')
  head.setUint32(4, 36 + data.length, true)
  put(8, 'WAVEfmt ')
  head.setUint32(16, 16, true)
  head.setUint16(20, format, true)
  head.setUint16(22, channels, true)
  head.setUint32(24, 8000, true)
  head.setUint32(28, (8000 * channels * bits) / 8, true)
  head.setUint16(32, (channels * bits) / 8, true)
  head.setUint16(34, bits, true)
  put(36, 'data')
  head.setUint32(40, data.length, true)
  return joined(new Uint8Array(head.buffer), data)
}

/** 16 bits at 8 kHz; `level` from -1 to 1 by the second. */
export const sampleWav = (seconds: number, level: (second: number) => number): Uint8Array => {
  const samples = Int16Array.from({ length: seconds * 8000 }, (_, at) => level(at / 8000) * 32_767)
  return wav(1, 16, new Uint8Array(samples.buffer))
}

/** G.711, which telephones speak and browsers do not. */
export const sampleTelephoneWav = (): Uint8Array => wav(7, 8, new Uint8Array(8000))

/** What browsers recorded themselves: 1.5 seconds, in pieces of half a second. */
export const recordings = ['chromium.webm', 'chromium.mp4', 'firefox.webm', 'firefox.ogg'] as const
export const recorded = (name: (typeof recordings)[number]): Promise<Uint8Array> =>
  Bun.file(new URL(`./recordings/${name}`, import.meta.url)).bytes()
