const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

/** The files of a zip without compression, by its directory (APPNOTE 4.3.12); throws where a checksum is not right. */
export const readZip = (bytes: Uint8Array): Map<string, Uint8Array> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.byteLength - 22
  if (view.getUint32(end, true) !== endOfDirectory) throw new Error('this is no zip')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== directoryEntry) throw new Error('the directory is broken')
    const [size, nameLength, extraLength] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true)] // biome-ignore format: three of a kind
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const content = contentAt(view, bytes, view.getUint32(at + 42, true), size)
    if (Bun.hash.crc32(content) !== view.getUint32(at + 16, true)) throw new Error(`${name} is damaged`)
    files.set(name, content)
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return files
}

const contentAt = (view: DataView, bytes: Uint8Array, at: number, size: number): Uint8Array => {
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  return bytes.subarray(start, start + size)
}
