import { deflateSync } from 'node:zlib'

/** Pictures with real bytes, made by hand where no encoder makes the like. */

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

const uint16 = (value: number): Uint8Array => new Uint8Array([value >> 8, value & 255])
const uint16Le = (value: number): Uint8Array => uint16(value).reverse()
const uint32 = (value: number): Uint8Array => joined(uint16(value >>> 16), uint16(value & 0xffff))
const uint32Le = (value: number): Uint8Array => uint32(value).reverse()

const pngChunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = joined(ascii(type), data)
  return joined(uint32(data.length), body, uint32(Bun.hash.crc32(body)))
}

const pngHeader = (width: number, height: number): Uint8Array =>
  joined(
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', joined(uint32(width), uint32(height), new Uint8Array([8, 2, 0, 0, 0]))),
  )

type Colour = readonly [number, number, number]
type Paint = (x: number, y: number) => Colour

/** Left half red, right half blue: a turn shows. */
const halves =
  (width: number): Paint =>
  (x) =>
    x < width / 2 ? [220, 20, 20] : [20, 20, 220]

const pngRows = (width: number, height: number, paint: Paint): Uint8Array => {
  const rows = new Uint8Array((width * 3 + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (width * 3 + 1) + 1 + x * 3)
  return rows
}

/** `beside` are chunks of the caller's, put before the pixels. */
export const samplePng = (width: number, height: number, ...beside: readonly Uint8Array[]): Uint8Array => {
  const pixels = deflateSync(pngRows(width, height, halves(width)), { level: 1 })
  return joined(pngHeader(width, height), ...beside, pngChunk('IDAT', pixels), pngChunk('IEND', new Uint8Array()))
}

export const pngText = (key: string, text: string): Uint8Array =>
  pngChunk('tEXt', joined(ascii(key), new Uint8Array(1), ascii(text)))

/** Says that so many bytes of zeros are its colour profile. */
export const pngProfileBomb = (bytes: number): Uint8Array =>
  pngChunk('iCCP', joined(ascii('p'), new Uint8Array(2), deflateSync(new Uint8Array(bytes))))

export const sampleJpeg = (width: number, height: number): Promise<Uint8Array> =>
  new Bun.Image(samplePng(width, height)).jpeg({ quality: 90 }).bytes()

export const sampleWebp = (width: number, height: number): Promise<Uint8Array> =>
  new Bun.Image(samplePng(width, height)).webp({ quality: 90 }).bytes()

/** One colour, so large that its pixels come near what a server takes. */
export const plainPng = (width: number, height: number): Uint8Array =>
  joined(
    pngHeader(width, height),
    pngChunk('IDAT', deflateSync(new Uint8Array((width * 3 + 1) * height), { level: 1 })),
    pngChunk('IEND', new Uint8Array()),
  )

/** Headers that say so many pixels, with a little picture behind them. */
export const bombs = {
  png: (side: number): Uint8Array => joined(pngHeader(side, side), samplePng(8, 8).subarray(33)),
  jpeg: async (side: number): Promise<Uint8Array> => {
    const bytes = await sampleJpeg(8, 8)
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0)
    bytes.set(joined(uint16(side), uint16(side)), frame + 5)
    return bytes
  },
  gif: (side: number): Uint8Array => {
    const bytes = sampleGif(8, 8)
    bytes.set(joined(uint16Le(side), uint16Le(side)), 6)
    return bytes
  },
  /** A canvas of side × side (24 bits each) around a little frame. */
  webp: async (side: number): Promise<Uint8Array> => extendedWebp(await sampleWebp(8, 8), side, side, []),
}

const jpegSegment = (marker: number, data: Uint8Array): Uint8Array =>
  joined(new Uint8Array([0xff, marker]), uint16(data.length + 2), data)

/** A JPEG with segments of the caller's right behind its beginning. */
export const withSegments = (jpeg: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array =>
  joined(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2))

export const jpegComment = (text: string): Uint8Array => jpegSegment(0xfe, ascii(text))
export const jpegXmp = (text: string): Uint8Array =>
  jpegSegment(0xe1, joined(ascii('http://ns.adobe.com/xap/1.0/\0'), ascii(text)))
export const jpegProfile = (text: string): Uint8Array =>
  jpegSegment(0xe2, joined(ascii('ICC_PROFILE\0\x01\x01'), ascii(text)))

const tiffEntry = (tag: number, type: number, count: number, value: Uint8Array): Uint8Array =>
  joined(uint16(tag), uint16(type), uint32(count), value)
const tiffDirectory = (entries: readonly Uint8Array[], next = 0): Uint8Array =>
  joined(uint16(entries.length), ...entries, uint32(next))
const degrees = (...parts: readonly [number, number, number]): Uint8Array =>
  joined(...parts.flatMap((part) => [uint32(part), uint32(1)]))

/**
 * Exif 2.32 with orientation, maker and a place (41° 0' 30" N, 28° 58' 40" E). With `thumbnail`, a little JPEG of its
 * own, which has an end of its own.
 */
export const exif = (orientation: number, maker: string, thumbnail: Uint8Array = new Uint8Array()): Uint8Array => {
  const named = joined(ascii(maker), new Uint8Array(1))
  const gpsAt = 8 + 2 + 3 * 12 + 4
  const makerAt = gpsAt + 2 + 4 * 12 + 4
  const latitudeAt = makerAt + named.length
  const thumbAt = latitudeAt + 48
  const first = tiffDirectory(
    [
      tiffEntry(0x010f, 2, named.length, uint32(makerAt)),
      tiffEntry(0x0112, 3, 1, joined(uint16(orientation), uint16(0))),
      tiffEntry(0x8825, 4, 1, uint32(gpsAt)),
    ],
    thumbnail.length > 0 ? thumbAt : 0,
  )
  const gps = tiffDirectory([
    tiffEntry(1, 2, 2, ascii('N\0\0\0')),
    tiffEntry(2, 5, 3, uint32(latitudeAt)),
    tiffEntry(3, 2, 2, ascii('E\0\0\0')),
    tiffEntry(4, 5, 3, uint32(latitudeAt + 24)),
  ])
  const second = tiffDirectory([
    tiffEntry(0x0201, 4, 1, uint32(thumbAt + 2 + 24 + 4)),
    tiffEntry(0x0202, 4, 1, uint32(thumbnail.length)),
  ])
  const place = joined(degrees(41, 0, 30), degrees(28, 58, 40))
  const shown = thumbnail.length > 0 ? joined(second, thumbnail) : thumbnail
  return jpegSegment(0xe1, joined(ascii('Exif\0\0MM\0*'), uint32(8), first, gps, named, place, shown))
}

const gifBlocks = (data: Uint8Array): Uint8Array => {
  const blocks: Uint8Array[] = []
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255)
    blocks.push(new Uint8Array([block.length]), block)
  }
  return joined(...blocks, new Uint8Array(1))
}

/** Codes of 8 bits of an alphabet of 128 colours, cleared so often that they never grow. */
const gifPixels = (count: number): Uint8Array => {
  const codes: number[] = []
  for (let pixel = 0; pixel < count; pixel++) {
    if (pixel % 120 === 0) codes.push(128)
    codes.push(pixel % 2)
  }
  return new Uint8Array([...codes, 129])
}

const gifFrame = (width: number, height: number): Uint8Array =>
  joined(
    new Uint8Array([0x2c, 0, 0, 0, 0]),
    uint16Le(width),
    uint16Le(height),
    new Uint8Array([0, 7]),
    gifBlocks(gifPixels(width * height)),
  )

/** So many frames, and a comment where one is given. */
export const sampleGif = (width: number, height: number, frames = 1, comment = ''): Uint8Array => {
  const palette = new Uint8Array(128 * 3).fill(200, 0, 3)
  const extension = comment ? joined(new Uint8Array([0x21, 0xfe]), gifBlocks(ascii(comment))) : new Uint8Array()
  const screen = joined(ascii('GIF89a'), uint16Le(width), uint16Le(height), new Uint8Array([0xf6, 0, 0]), palette)
  const all = Array.from({ length: frames }, () => gifFrame(width, height))
  return joined(screen, extension, ...all, new Uint8Array([0x3b]))
}

const riffChunk = (type: string, data: Uint8Array): Uint8Array =>
  joined(ascii(type), uint32Le(data.length), data, new Uint8Array(data.length % 2))
const riff = (body: Uint8Array): Uint8Array => joined(ascii('RIFF'), uint32Le(body.length + 4), ascii('WEBP'), body)
const uint24Le = (value: number): Uint8Array => uint32Le(value).subarray(0, 3)

export type WebpChunk = { type: string; data: Uint8Array }

/** The picture of a plain WebP in the extended format, with chunks of the caller's behind it. */
export const extendedWebp = (
  webp: Uint8Array,
  width: number,
  height: number,
  chunks: readonly WebpChunk[],
  flags = 0,
): Uint8Array => {
  const canvas = joined(new Uint8Array([flags, 0, 0, 0]), uint24Le(width - 1), uint24Le(height - 1))
  const more = chunks.map(({ type, data }) => riffChunk(type, data))
  return riff(joined(riffChunk('VP8X', canvas), webp.subarray(12), ...more))
}

/** So many frames of one plain WebP. */
export const animatedWebp = (webp: Uint8Array, width: number, height: number, frames: number): Uint8Array => {
  const canvas = joined(new Uint8Array([2, 0, 0, 0]), uint24Le(width - 1), uint24Le(height - 1))
  const place = joined(new Uint8Array(6), uint24Le(width - 1), uint24Le(height - 1), uint24Le(40), new Uint8Array(1))
  const frame = riffChunk('ANMF', joined(place, webp.subarray(12)))
  const all = Array.from({ length: frames }, () => frame)
  return riff(joined(riffChunk('VP8X', canvas), riffChunk('ANIM', new Uint8Array(6)), ...all))
}
