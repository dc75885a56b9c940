import type { EncodedPacket, Input, InputAudioTrack } from 'mediabunny'
import type { VoiceKind } from '#server/domain/media-kind'
import { opusPacketMs } from '#server/domain/media-opus'

export type Mediabunny = typeof import('mediabunny')

let loading: Promise<Mediabunny> | null = null

/** Comes with the first voice note: most starts of a server never need it. */
export const loadMediabunny = (): Promise<Mediabunny> => {
  loading ??= import('mediabunny').then((mediabunny) => {
    // What it has to say of somebody's broken file is no line of this server's log.
    mediabunny.Logging.level = mediabunny.LogLevel.Silent
    return mediabunny
  })
  return loading
}

export const openVoice = ({ Input: Opened, ...formats }: Mediabunny, kind: VoiceKind, file: Uint8Array): Input => {
  const { WEBM, MATROSKA, OGG, MP4, MP3, WAVE, BufferSource } = formats
  const byKind = {
    'audio/webm': [WEBM, MATROSKA],
    'audio/ogg': [OGG],
    'audio/mp4': [MP4],
    'audio/mpeg': [MP3],
    'audio/wav': [WAVE],
  }
  return new Opened({ source: new BufferSource(file), formats: byKind[kind] })
}

/** In seconds; `playsS` is what a packet plays by itself, of which less may be heard at the beginning and end. */
export type TimedPacket = { packet: EncodedPacket; from: number; to: number; playsS: number }

/**
 * The packets of a track and their times. Opus knows how long a packet plays. WebM does not, and Chromium's MP4 says it
 * wrong at the end of each fragment; only Ogg says reliably that some of its first and last packets is left out.
 */
export async function* packetsOf(
  { EncodedPacketSink, OGG }: Mediabunny,
  track: InputAudioTrack,
): AsyncGenerator<TimedPacket> {
  const isOgg = (await track.input.getFormat()) === OGG
  const isOpus = track.codec === 'opus'
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const playsS = isOpus ? opusPacketMs(packet.data) / 1000 : packet.duration
    const heardS = isOpus && isOgg ? Math.min(packet.duration, playsS) : playsS
    yield { packet, from: packet.timestamp, to: packet.timestamp + heardS, playsS }
  }
}
