import type { PictureKind } from '#server/domain/media-kind'
import { mostParts, takeWebp } from './webp-frame.ts'

/**
 * Takes the first picture out of a file: no profile, place, comment or further picture, and nothing behind its end, is
 * given to a decoder (which hands colour profiles on). Null where the file ends before its picture does. Decoders fill
 * up what is missing with grey, so it has to be known here.
 */
export const takePicture = (kind: PictureKind, file: Uint8Array): Uint8Array | null => takers[kind](file)

/** Pixels that the file itself claims around its picture, where decoders only look at the picture: 0 where it does not. */
export const canvasPixels = (kind: PictureKind, file: Uint8Array): number => {
  const view = viewOf(file)
  if (kind === 'image/gif' && file.length >= 10) return view.getUint16(6, true) * view.getUint16(8, true)
  if (kind !== 'image/webp' || file.length < 30 || file[15] !== 0x58) return 0
  return ((view.getUint32(24, true) & 0xffffff) + 1) * ((view.getUint32(26, true) >>> 8) + 1)
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Collects what is kept of a file, neighbours in one piece. */
const createKept = (file: Uint8Array) => {
  const spans: [number, number][] = []
  const keep = (from: number, to: number): void => {
    const last = spans.at(-1)
    if (last?.[1] === from) last[1] = to
    else spans.push([from, to])
  }
  const joined = (...beside: readonly Uint8Array[]): Uint8Array =>
    new Uint8Array(Buffer.concat([...spans.map(([from, to]) => file.subarray(from, to)), ...beside]))
  return { keep, joined }
}

/** More are a way to keep a decoder busy for hours: each one goes over all pixels. Encoders make about ten. */
const mostScans = 64
const isExif = (file: Uint8Array, at: number): boolean =>
  file[at + 1] === 0xe1 && Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1') === 'Exif'
/** Application data but that of JFIF, Adobe and Exif (its orientation is applied), and comments (ITU T.81, table B.1). */
const isIdle = (file: Uint8Array, at: number): boolean => {
  const marker = file[at + 1] ?? 0
  const isData = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
  return isData && !isExif(file, at)
}
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

/** The next marker, past picture data (in which 0xff is followed by 0 or a restart) and stray bytes; -1 for none. */
const nextMarker = (file: Uint8Array, from: number): number => {
  // Byte by byte: where all of them are 0xff, a search for the next one takes twenty times as long.
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] !== 0xff) continue
    const marker = file[at + 1] ?? 0
    if (marker !== 0 && marker !== 0xff && !isAlone(marker)) return at
  }
  return -1
}

/** Behind the segment that begins there, and with it a scan's picture data; null where it is cut. */
const segmentEnd = (file: Uint8Array, at: number): number | null => {
  const bytes = ((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0)
  const end = at + 2 + bytes
  if (end > file.length) return null
  const next = file[at + 1] === 0xda ? nextMarker(file, end) : end
  return next === -1 ? null : next
}

const takeJpeg = (file: Uint8Array): Uint8Array | null => {
  const kept = createKept(file)
  kept.keep(0, 2)
  let scans = 0
  for (let at = nextMarker(file, 2), count = 0; at !== -1 && count < mostParts; count++) {
    if (file[at + 1] === 0xd9) return scans > 0 ? kept.joined(file.subarray(at, at + 2)) : null
    const end = segmentEnd(file, at)
    if (file[at + 1] === 0xda) scans++
    if (end === null || scans > mostScans) return null
    if (!isIdle(file, at)) kept.keep(at, end)
    at = nextMarker(file, end)
  }
  return null
}

/** Header, palette, transparency and pixels (W3C PNG, section 11.2). */
const pngChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

const takePng = (file: Uint8Array): Uint8Array | null => {
  const view = viewOf(file)
  const kept = createKept(file)
  kept.keep(0, 8)
  for (let at = 8, count = 0; at + 12 <= file.length && count < mostParts; count++) {
    const end = at + 12 + view.getUint32(at)
    const type = Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1')
    if (end > file.length) return null
    if (pngChunks.has(type)) kept.keep(at, end)
    if (type === 'IEND') return kept.joined()
    at = end
  }
  return null
}

/** Behind the sub-blocks that begin there; past the end of the file where it is cut (GIF89a, section 15). */
const behindBlocks = (file: Uint8Array, from: number): number => {
  let at = from
  while (at < file.length && file[at] !== 0) at += 1 + (file[at] ?? 0)
  return at + 1
}
const paletteBytes = (flags = 0): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Behind an extension or a frame; null for what is neither. */
const behindGifPart = (file: Uint8Array, at: number): number | null => {
  if (file[at] === 0x21) return behindBlocks(file, at + 2)
  return file[at] === 0x2c ? behindBlocks(file, at + 11 + paletteBytes(file[at + 9])) : null
}

/** Its first frame with its transparency; the rest is only walked through, to the trailer. */
const takeGif = (file: Uint8Array): Uint8Array | null => {
  const kept = createKept(file)
  let frames = 0
  let at = 13 + paletteBytes(file[10])
  kept.keep(0, at)
  for (let count = 0; at < file.length && count < mostParts; count++) {
    if (file[at] === 0x3b) return frames > 0 ? kept.joined(file.subarray(at, at + 1)) : null
    const end = behindGifPart(file, at)
    if (end === null) return null
    if (frames === 0 && (file[at] === 0x2c || file[at + 1] === 0xf9)) kept.keep(at, end)
    if (file[at] === 0x2c) frames++
    at = end
  }
  return null
}

const takers: Record<PictureKind, (file: Uint8Array) => Uint8Array | null> = {
  'image/jpeg': takeJpeg,
  'image/png': takePng,
  'image/webp': takeWebp,
  'image/gif': takeGif,
}
