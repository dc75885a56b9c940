import type { EncodedPacket, InputAudioTrack, OutputFormat } from 'mediabunny'
import type { Container } from '#protocol/media'
import type { Remux } from '#server/actions/media/ports'
import { isVoiceKind, mediaKind } from '#server/domain/media-kind'
import { loadMediabunny, type Mediabunny, openVoice, packetsOf, type TimedPacket } from './voice-packets.ts'

const targets: Record<string, readonly Container[]> = { opus: ['webm', 'ogg', 'mp4'], aac: ['mp4'] }

/**
 * Puts a voice note into another container without touching its sound: with its length, and an index to seek by. Belongs
 * on a thread of its own: see `createVoiceThread`.
 */
export const remux: Remux = async (stored, to) => {
  const kind = mediaKind(stored)
  if (!isVoiceKind(kind)) return null
  const mediabunny = await loadMediabunny()
  const input = openVoice(mediabunny, kind, stored)
  try {
    const track = await input.getPrimaryAudioTrack()
    return track && targets[track.codec ?? '']?.includes(to) ? await pour(mediabunny, track, to) : null
  } catch {
    // Whatever a demuxer falls over in a file is the file's fault.
    return null
  } finally {
    input.dispose()
  }
}

const formats: Record<Container, (mediabunny: Mediabunny) => OutputFormat> = {
  webm: ({ WebMOutputFormat }) => new WebMOutputFormat(),
  ogg: ({ OggOutputFormat }) => new OggOutputFormat(),
  mp4: ({ Mp4OutputFormat }) => new Mp4OutputFormat({ fastStart: 'in-memory' }),
}

const pour = async (mediabunny: Mediabunny, track: InputAudioTrack, to: Container): Promise<Uint8Array | null> => {
  const { Output, BufferTarget, EncodedAudioPacketSource } = mediabunny
  const decoderConfig = await track.getDecoderConfig()
  if (!track.codec || !decoderConfig) return null
  const target = new BufferTarget()
  const output = new Output({ format: formats[to](mediabunny), target })
  const source = new EncodedAudioPacketSource(track.codec)
  output.addAudioTrack(source)
  await output.start()
  const packets = packetsOf(mediabunny, track)
  const retimed =
    track.codec === 'opus' ? retimeOpus(packets, to === 'mp4' ? preSkipS(decoderConfig) : 0) : retime(packets)
  for await (const packet of retimed) await source.add(packet, { decoderConfig })
  await output.finalize()
  if (!target.buffer) return null
  const bytes = new Uint8Array(target.buffer)
  return to === 'webm' ? withCodecDelay(bytes) : bytes
}

/** What begins above zero begins at zero. */
async function* retime(packets: AsyncIterable<TimedPacket>): AsyncGenerator<EncodedPacket> {
  let shift: number | null = null
  for await (const { packet, from, to } of packets) {
    shift ??= Math.max(0, from)
    yield packet.clone({ timestamp: from - shift, duration: to - from })
  }
}

/** Samples that a decoder makes before the sound begins (RFC 7845 section 5.1), in seconds. */
const preSkipS = ({ description }: AudioDecoderConfig): number => {
  const head = description instanceof Uint8Array ? description : new Uint8Array()
  return ((head[10] ?? 0) + (head[11] ?? 0) * 256) / 48_000
}

/** WebM rounds to milliseconds, and Ogg leaves out what is skipped: only what is longer is a gap. */
const leastGapS = 0.05

/**
 * Each packet right behind the one before it, as long as Opus says that it plays; the first begins before zero by what
 * is skipped. Only the last may be cut short.
 */
async function* retimeOpus(packets: AsyncIterable<TimedPacket>, skippedS: number): AsyncGenerator<EncodedPacket> {
  let timestamp = -skippedS
  let held: TimedPacket | null = null
  for await (const timed of packets) {
    const duration = held?.playsS ?? 0
    if (held && duration > 0) yield held.packet.clone({ timestamp, duration })
    const gap = held ? timed.from - held.to : 0
    timestamp += duration + (gap > leastGapS ? gap : 0)
    held = timed
  }
  if (held && held.to > held.from) yield held.packet.clone({ timestamp, duration: held.to - held.from })
}

const indexOf = (bytes: Uint8Array, hex: string, from: number): number =>
  Buffer.from(bytes.buffer).indexOf(hex, from, 'hex')

/**
 * Mediabunny 1.61 writes what is skipped as SeekPreRoll (0x56bb). It is the CodecDelay (0x56aa, RFC 9559 section
 * 5.1.4.1.25), and older Firefox refuses Opus whose CodecDelay is not what its own header says.
 */
const withCodecDelay = (webm: Uint8Array): Uint8Array => {
  const tracks = indexOf(webm, '1654ae6b', 0)
  const at = indexOf(webm, '56bb', tracks)
  const cluster = indexOf(webm, '1f43b675', tracks)
  if (tracks !== -1 && at !== -1 && at < cluster) webm[at + 1] = 0xaa
  return webm
}
