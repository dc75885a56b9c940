const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Width and height as a PNG's header has them, as `192x192`; refuses what is none (W3C PNG, section 11.2.1). */
export const pngSize = (bytes: Uint8Array): string => {
  if (signature.some((byte, index) => bytes[index] !== byte)) throw new Error('this is no PNG')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return `${view.getUint32(16)}x${view.getUint32(20)}`
}
