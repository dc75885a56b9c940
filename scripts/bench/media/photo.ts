import { deflateSync } from 'node:zlib'

export const photoWidth = 4000
export const photoHeight = 3000

/** Waves of colour under noise as a sensor's: a JPEG of it has about the bytes of a telephone's photo of that size. */
const rows = (): Uint8Array => {
  const stride = photoWidth * 3 + 1
  const bytes = new Uint8Array(stride * photoHeight)
  let seed = 1
  for (let y = 0; y < photoHeight; y++) {
    for (let x = 0; x < photoWidth; x++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const light = 100 + 60 * Math.sin(x / 300) * Math.cos(y / 200) + (seed >>> 24) / 7
      bytes.fill(light, y * stride + 1 + x * 3, y * stride + 4 + x * 3)
      bytes[y * stride + 1 + x * 3] = light + 30
    }
  }
  return bytes
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(Bun.hash.crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** A JPEG of 12 megapixels. */
export const makePhoto = (): Promise<Uint8Array> => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(photoWidth, 0)
  header.writeUInt32BE(photoHeight, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = chunk('IDAT', deflateSync(rows(), { level: 1 }))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  const png = Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))])
  return new Bun.Image(new Uint8Array(png)).jpeg({ quality: 92 }).bytes()
}
