/** Of any file, as encoders make hundreds: walking through more would hold up the chat. */
export const mostParts = 50_000

type Chunk = { type: string; from: number; to: number }

/** The chunks from there on; null where one is longer than what holds it (RFC 9649 section 2.3), or they are too many. */
const riffChunks = (file: Uint8Array, from: number, end: number): Chunk[] | null => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const chunks: Chunk[] = []
  for (let at = from; at + 8 <= end; ) {
    const bytes = view.getUint32(at + 4, true)
    const to = at + 8 + bytes + (bytes % 2)
    if (to > end || chunks.length >= mostParts) return null
    chunks.push({ type: Buffer.from(file.subarray(at, at + 4)).toString('latin1'), from: at, to })
    at = to
  }
  return chunks
}

const asWebp = (parts: readonly Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return new Uint8Array(Buffer.concat([head, body]))
}

const isPixels = ({ type }: Chunk): boolean => type === 'VP8 ' || type === 'VP8L' || type === 'ALPH'

/** The picture of a WebP alone; of one that moves its first frame (RFC 9649 section 2.7.1.1). Null where it is cut. */
export const takeWebp = (file: Uint8Array): Uint8Array | null => {
  const end = 8 + Buffer.from(file.buffer, file.byteOffset, file.byteLength).readUInt32LE(4)
  const chunks = end <= file.length ? riffChunks(file, 12, end) : null
  const frame = chunks?.find(({ type }) => type === 'ANMF')
  if (!frame) return chunks && takeStill(file, chunks)
  const inner = frame.to - frame.from >= 24 ? riffChunks(file, frame.from + 24, frame.to) : null
  const [canvas] = chunks ?? []
  if (!inner?.some(isPixels) || !canvas) return null
  // A frame says its size just as a canvas does, 24 bits each.
  const extended = new Uint8Array([
    ...Buffer.from('VP8X\x0a\0\0\0\x10\0\0\0', 'latin1'),
    ...file.subarray(frame.from + 14, frame.from + 20),
  ])
  const hasAlpha = inner.some(({ type }) => type === 'ALPH')
  const pixels = inner.filter(isPixels).map(({ from, to }) => file.subarray(from, to))
  return asWebp(hasAlpha ? [extended, ...pixels] : pixels)
}

const takeStill = (file: Uint8Array, chunks: readonly Chunk[]): Uint8Array | null => {
  if (!chunks.some(isPixels)) return null
  const canvas = chunks[0]?.type === 'VP8X' ? file.slice(chunks[0].from, chunks[0].to) : null
  // Of its flags only that of transparency stays: nothing else is there any more.
  if (canvas && canvas.length >= 18) canvas[8] = (canvas[8] ?? 0) & 0x10
  const pixels = chunks.filter(isPixels).map(({ from, to }) => file.subarray(from, to))
  return asWebp(canvas ? [canvas, ...pixels] : pixels)
}
