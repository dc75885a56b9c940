import { isMpegFrame, mpegFrameBytes } from './media-mpeg.ts'

export const pictureKinds = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const
export type PictureKind = (typeof pictureKinds)[number]
export const voiceKinds = ['audio/webm', 'audio/ogg', 'audio/mp4', 'audio/mpeg', 'audio/wav'] as const
export type VoiceKind = (typeof voiceKinds)[number]
export type MediaKind = PictureKind | VoiceKind

export const isPictureKind = (kind: MediaKind | null): kind is PictureKind => pictureKinds.some((one) => one === kind)
export const isVoiceKind = (kind: MediaKind | null): kind is VoiceKind => voiceKinds.some((one) => one === kind)

const textAt = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** Signature and the length and name of the header that must come first (W3C PNG, section 5). */
const isPng = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13) && textAt(bytes, 12, 16) === 'IHDR'

/** Start of image and the next marker: a segment or a table, never picture data (ITU T.81, B.1.1.3). */
const isJpeg = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0xff, 0xd8, 0xff) && bytes.length > 3 && (bytes[3] ?? 0) >= 0xc0 && bytes[3] !== 0xd9

const isGif = (bytes: Uint8Array): boolean => /^GIF8[79]a$/.test(textAt(bytes, 0, 6))

const riffForm = (bytes: Uint8Array): string => (textAt(bytes, 0, 4) === 'RIFF' ? textAt(bytes, 8, 16) : '')
const isWebp = (bytes: Uint8Array): boolean => /^WEBPVP8[ LX]$/.test(riffForm(bytes))
const isWave = (bytes: Uint8Array): boolean => riffForm(bytes).startsWith('WAVE')

/** The first page of a stream of version 0 (RFC 3533 section 6). */
const isOgg = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0x4f, 0x67, 0x67, 0x53, 0) && ((bytes[5] ?? 0) & 2) === 2

/** Brands of plain MP4 and of phones' recorders; those of HEIC, AVIF and QuickTime are others (ISO 14496-12, 4.3). */
const mp4Brand = /^(isom|iso[2-9a-c]|mp4[12]|M4[AB] |dash|cmf[a2c]|3g[p2][0-9a-z]|MSNV)$/
const isMp4 = (bytes: Uint8Array): boolean => {
  const boxBytes = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)
  const isSane = boxBytes >= 16 && boxBytes <= 1024 && boxBytes % 4 === 0
  return isSane && textAt(bytes, 4, 8) === 'ftyp' && mp4Brand.test(textAt(bytes, 8, 12))
}

/** A document type of Matroska within the EBML header (RFC 8794 section 11.2.6), which is a short one. */
const isMatroska = (bytes: Uint8Array): boolean => {
  if (!startsWith(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return false
  return /B\x82(\x84webm|\x88matroska)/.test(textAt(bytes, 4, 80))
}

/** Tags of ID3v2 with lengths of 7 bits each, or two frames in a row as far as the bytes go. */
const isMpeg = (bytes: Uint8Array): boolean => {
  if (textAt(bytes, 0, 3) === 'ID3') return bytes.length >= 10 && isTagHeader(bytes)
  if (!isMpegFrame(bytes, 0)) return false
  const next = mpegFrameBytes(bytes, 0)
  return bytes.length < next + 4 || isMpegFrame(bytes, next)
}
const isTagHeader = (bytes: Uint8Array): boolean =>
  (bytes[3] ?? 0) >= 2 && (bytes[3] ?? 0) <= 4 && bytes.subarray(6, 10).every((byte) => byte < 0x80)

const tests: readonly (readonly [MediaKind, (bytes: Uint8Array) => boolean])[] = [
  ['image/jpeg', isJpeg],
  ['image/png', isPng],
  ['image/webp', isWebp],
  ['image/gif', isGif],
  ['audio/webm', isMatroska],
  ['audio/ogg', isOgg],
  ['audio/mp4', isMp4],
  ['audio/wav', isWave],
  ['audio/mpeg', isMpeg],
]

/**
 * What a file is by its first bytes alone, whatever it is called and said to be; null for all that is not taken: SVG,
 * HTML, PDF, programs, HEIC, AVIF, TIFF. Some 100 bytes are enough, and what is behind them is for others to check.
 */
export const mediaKind = (bytes: Uint8Array): MediaKind | null => tests.find(([, is]) => is(bytes))?.[0] ?? null
