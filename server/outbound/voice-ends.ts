import type { VoiceKind } from '#server/domain/media-kind'

/**
 * Whether the parts of a recording fill its file to its end, neither cut nor with anything behind them. A live recording
 * does not say how long it will be, so a cut between two of its parts cannot be told; of MP3 no cut can.
 */
export const isWhole = (kind: VoiceKind, file: Uint8Array): boolean => walks[kind](file)

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const nameAt = (file: Uint8Array, at: number): string => String.fromCharCode(...file.subarray(at, at + 4))

/** The number of 1 to 8 bytes there (RFC 8794 section 4); its value is unknown where all its bits are set. */
type Vint = { bytes: number; value: number | null }
const vintAt = (file: Uint8Array, at: number): Vint => {
  const first = file[at] ?? 0
  const bytes = Math.clz32(first) - 23
  let value = first & (0xff >> bytes)
  let isUnknown = value === 0xff >> bytes
  for (let next = at + 1; next < at + bytes; next++) {
    const byte = file[next] ?? 0
    value = value * 256 + byte
    isUnknown &&= byte === 0xff
  }
  return { bytes, value: isUnknown ? null : value }
}

// Their numbers without the bit that marks the length.
const segmentId = 0x8538067
const clusterId = 0xf43b675
const voidId = 0x6c

/** `end` is null where it is unknown, which only a segment or a cluster may leave open. */
type Element = { id: number | null; isUpper: boolean; content: number; end: number | null }
const elementAt = (file: Uint8Array, at: number): Element | null => {
  const id = vintAt(file, at)
  const length = vintAt(file, at + id.bytes)
  const content = at + id.bytes + length.bytes
  const end = length.value === null ? null : content + length.value
  if (id.bytes > 4 || length.bytes > 8 || Math.max(content, end ?? 0) > file.length) return null
  return { id: id.value, isUpper: id.bytes === 4, content, end }
}

/** Two hours of 20 ms have 360,000 packets. Nobody needs more parts but to keep a reader busy. */
const mostElements = 400_000

/**
 * Elements in a row: those with names of four bytes, and within clusters others (RFC 9559 section 5.1). A live
 * recording's segment and clusters do not know their length (RFC 8794 section 6.2).
 */
const isWholeMatroska = (file: Uint8Array): boolean => {
  let clusterEnd = 0
  let at = 0
  for (let count = 0; at < file.length; count++) {
    const element = elementAt(file, at)
    if (!element || count > mostElements) return false
    if (!element.isUpper && element.id !== voidId && at >= clusterEnd) return false
    if (element.isUpper) clusterEnd = element.id === clusterId ? (element.end ?? Number.POSITIVE_INFINITY) : 0
    const behind = behindElement(element, file)
    if (behind === null) return false
    at = behind
  }
  return at === file.length
}

/** Where the walk goes on: within a segment or a cluster, else behind. Null: it cannot. */
const behindElement = ({ id, content, end }: Element, file: Uint8Array): number | null => {
  if (id === segmentId) return end === null || end === file.length ? content : null
  return id === clusterId ? content : end
}

/** Pages in a row, the last of which ends a packet (RFC 3533 section 6). */
const isWholeOgg = (file: Uint8Array): boolean => {
  let at = 0
  let lastLacing = 255
  while (at < file.length) {
    const lacings = file.subarray(at + 27, at + 27 + (file[at + 26] ?? 0))
    if (nameAt(file, at) !== 'OggS' || at + 27 > file.length || lacings.length !== file[at + 26]) return false
    lastLacing = lacings.at(-1) ?? lastLacing
    at += 27 + lacings.length
    for (const lacing of lacings) at += lacing
  }
  return at === file.length && lastLacing < 255
}

/** Boxes in a row, one of them the index (ISO 14496-12 section 4.2): 0 is "to the end", 1 a length of 64 bits. */
const isWholeMp4 = (file: Uint8Array): boolean => {
  const view = viewOf(file)
  let at = 0
  let hasIndex = false
  while (at + 8 <= file.length) {
    const short = view.getUint32(at)
    if (short === 1 && at + 16 > file.length) return false
    const long = short === 1 ? Number(view.getBigUint64(at + 8)) : short
    const bytes = short === 0 ? file.length - at : long
    if (bytes < 8) return false
    hasIndex ||= nameAt(file, at + 4) === 'moov'
    at += bytes
  }
  return at === file.length && hasIndex
}

/** Chunks that fill the form, and the form the file, but for a byte that makes a length even. */
const isWholeWave = (file: Uint8Array): boolean => {
  const view = viewOf(file)
  const end = 8 + view.getUint32(4, true)
  let at = 12
  while (at + 8 <= Math.min(end, file.length)) {
    const bytes = view.getUint32(at + 4, true)
    at += 8 + bytes + (bytes % 2)
  }
  return isEvened(file.length, end) && isEvened(at, end)
}
const isEvened = (bytes: number, counted: number): boolean => bytes === counted || bytes === counted + 1

const walks: Record<VoiceKind, (file: Uint8Array) => boolean> = {
  'audio/webm': isWholeMatroska,
  'audio/ogg': isWholeOgg,
  'audio/mp4': isWholeMp4,
  'audio/wav': isWholeWave,
  'audio/mpeg': () => true,
}
