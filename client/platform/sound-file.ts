import { decodeSound } from './peaks.ts'
import type { Sound } from './recorder.ts'

const firstBytes = 12

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((letter, nth) => bytes[at + nth] === letter.charCodeAt(0))

// A frame of MPEG layers 1 to 3; the layer of bare AAC is none of them.
const isMpegFrame = ([first = 0, second = 0]: Uint8Array): boolean =>
  first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0

/** What a sound file is by its first bytes, as the server will judge it; null for all else. */
export const soundKindOf = (bytes: Uint8Array): string | null => {
  if (startsWith(bytes, '\x1aE\xdf\xa3')) return 'audio/webm'
  if (startsWith(bytes, 'OggS')) return 'audio/ogg'
  if (startsWith(bytes, 'ftyp', 4)) return 'audio/mp4'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WAVE', 8)) return 'audio/wav'
  return startsWith(bytes, 'ID3') || isMpegFrame(bytes) ? 'audio/mpeg' : null
}

/** Of a sound that the browser plays, but does not decode for the page. */
const durationOf = (blob: Blob): Promise<number | null> =>
  new Promise((resolve) => {
    const address = URL.createObjectURL(blob)
    const audio = document.createElement('audio')
    const settle = (seconds: number): void => {
      URL.revokeObjectURL(address)
      resolve(Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null)
    }
    audio.addEventListener('loadedmetadata', () => settle(audio.duration))
    audio.addEventListener('error', () => settle(0))
    audio.preload = 'metadata'
    audio.src = address
  })

/** A file that was chosen, as what can be heard and sent; null where it is no sound that this browser and the server know. */
export const readSoundFile = async (file: Blob): Promise<Sound | null> => {
  const bytes = await file.slice(0, firstBytes).arrayBuffer()
  const mime = soundKindOf(new Uint8Array(bytes))
  if (mime === null) return null
  const blob = file.slice(0, file.size, mime)
  const decoded = await decodeSound(blob)
  const durationMs = decoded?.durationMs ?? (await durationOf(blob))
  return durationMs === null ? null : { blob, mime, durationMs, waveform: decoded?.waveform ?? null }
}
