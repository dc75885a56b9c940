import type { InputAudioTrack, InputTrack } from 'mediabunny'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { ReadVoice, Voice } from '#server/actions/media/ports'
import { isVoiceKind, mediaKind, type VoiceKind } from '#server/domain/media-kind'
import { isPcm, pcmLoudness } from './pcm-loudness.ts'
import { isWhole } from './voice-ends.ts'
import { loadMediabunny, type Mediabunny, openVoice, packetsOf, type TimedPacket } from './voice-packets.ts'
import { loudestOf, meanOf, type Stretch } from './waveform.ts'

type Limits = { mostMs?: number; mostPackets?: number }

/** What browsers play from each container. */
const codecs: Record<VoiceKind, readonly string[]> = {
  'audio/webm': ['opus', 'vorbis'],
  'audio/ogg': ['opus', 'vorbis'],
  'audio/mp4': ['aac', 'opus', 'mp3'],
  'audio/mpeg': ['mp3'],
  'audio/wav': ['pcm-u8', 'pcm-s16', 'pcm-s24', 'pcm-s32', 'pcm-f32'],
}

const unreadable = refuse('bad_request', 'the recording cannot be read to its end')
const unplayable = refuse('unsupported_type', 'not one sound that browsers play')
const tooLong = refuse('too_large', 'the recording is too long')

/**
 * Reads a voice note through: its length in milliseconds (a browser's own recording does not say it) and a waveform,
 * exact for PCM, else estimated from how many bytes its sound needed. Decodes nothing. Belongs on a thread of its own: see
 * `createVoiceThread`.
 */
export const createReadVoice = ({ mostMs = 2 * 60 * 60_000, mostPackets = 500_000 }: Limits = {}): ReadVoice => {
  const read = async (kind: VoiceKind, sent: Uint8Array): Promise<Outcome<Voice>> => {
    if (!isWhole(kind, sent)) return unreadable
    const mediabunny = await loadMediabunny()
    const input = openVoice(mediabunny, kind, sent)
    try {
      const tracks = await input.getTracks()
      if (tracks.length === 0) return unreadable
      const track = soleSound(tracks, codecs[kind])
      return track ? await hear(mediabunny, kind, track) : unplayable
    } catch {
      // Whatever a demuxer falls over in a file is the file's fault.
      return unreadable
    } finally {
      input.dispose()
    }
  }

  const hear = async (mediabunny: Mediabunny, mime: VoiceKind, track: InputAudioTrack): Promise<Outcome<Voice>> => {
    const codec = track.codec ?? ''
    const stretches: Stretch[] = []
    let packets = 0
    let begin = 0
    let end = 0
    for await (const timed of packetsOf(mediabunny, track)) {
      if (packets === 0) begin = Math.max(0, timed.from)
      end = Math.max(end, timed.to)
      if (++packets > mostPackets || (end - begin) * 1000 > mostMs) return tooLong
      stretches.push(...loudness(codec, timed))
    }
    const durationMs = Math.round((end - begin) * 1000)
    if (durationMs <= 0) return unreadable
    return done({ mime, durationMs, waveform: isPcm(codec) ? loudestOf(stretches) : meanOf(stretches) })
  }

  return async (sent) => {
    if (sent.length === 0) return refuse('bad_request', 'the file is empty')
    const kind = mediaKind(sent)
    if (!isVoiceKind(kind)) return refuse('unsupported_type', 'not a WebM, Ogg, MP4, MP3 or WAVE')
    return read(kind, sent)
  }
}

const soleSound = (tracks: readonly InputTrack[], playable: readonly string[]): InputAudioTrack | null => {
  const [track] = tracks
  if (tracks.length > 1 || !track?.isAudioTrack()) return null
  return playable.includes(track.codec ?? '') ? track : null
}

const loudness = (codec: string, { packet, from, to, playsS }: TimedPacket): Stretch[] => {
  if (isPcm(codec)) return pcmLoudness(codec, packet.data, from, to)
  return to > from ? [{ from, to, loudness: packet.byteLength / playsS }] : []
}
