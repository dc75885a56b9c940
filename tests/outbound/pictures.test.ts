import { describe, expect, test } from 'bun:test'
import { inflateSync } from 'node:zlib'
import { createMakePicture } from '#server/outbound/pictures'
import {
  animatedWebp,
  bombs,
  exif,
  extendedWebp,
  joined,
  jpegComment,
  jpegProfile,
  jpegXmp,
  plainPng,
  pngProfileBomb,
  pngText,
  sampleGif,
  sampleJpeg,
  samplePng,
  sampleWebp,
  withSegments,
} from '#tests/support/sample-pictures'

const makePicture = createMakePicture()
const ascii = (text: string) => new TextEncoder().encode(text)

const made = async (file: Uint8Array) => {
  const outcome = await makePicture(file)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return outcome.value
}
const refused = async (file: Uint8Array): Promise<string> => {
  const outcome = await makePicture(file)
  return outcome.ok ? 'taken' : outcome.refusal.code
}

type Half = 'left' | 'right' | 'top' | 'bottom'
const halves: Record<Half, (image: Bun.Image) => Bun.Image> = {
  left: (image) => image.resize(2, 1, { filter: 'box' }),
  right: (image) => image.flop().resize(2, 1, { filter: 'box' }),
  top: (image) => image.resize(1, 2, { filter: 'box' }),
  bottom: (image) => image.flip().resize(1, 2, { filter: 'box' }),
}

/** Whether one half of a picture is rather red or rather blue: of its first pixel no filter of PNG changes anything. */
const colourOf = async (file: Uint8Array, half: Half): Promise<string> => {
  const png = Buffer.from(await halves[half](new Bun.Image(file)).png().bytes())
  const at = png.indexOf('IDAT')
  const [, red = 0, , blue = 0] = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  return red > blue ? 'red' : 'blue'
}

const secrets = ['<script>', '<html>', 'SecretMaker', 'Exif', 'GPS', 'ICC_PROFILE', 'ICCP', 'iCCP', 'ns.adobe', 'XMP ']
const leaks = (...files: readonly Uint8Array[]): string[] =>
  secrets.filter((secret) => files.some((file) => Buffer.from(file).includes(secret)))

describe('what is refused', () => {
  test('an empty file is a bad request', async () => {
    expect(await refused(new Uint8Array())).toBe('bad_request')
  })

  const others = { page: '<html></html>', drawing: '<svg xmlns="http://www.w3.org/2000/svg"/>', paper: '%PDF-1.7' }
  for (const [name, text] of Object.entries(others)) {
    test(`a ${name} is of no type that is taken`, async () => {
      expect(await refused(ascii(text))).toBe('unsupported_type')
    })
  }

  test('a bitmap, which could be decoded, is of no type that is taken', async () => {
    expect(await refused(joined(ascii('BM'), new Uint8Array(100)))).toBe('unsupported_type')
  })

  test('one of so many parts that walking through them would hold up the chat', async () => {
    const parts = <T>(part: T): T[] => Array.from({ length: 50_000 }, () => part)
    const comments = parts(jpegComment(''))
    expect(await refused(withSegments(await sampleJpeg(8, 8), ...comments))).toBe('bad_request')
    expect(await refused(samplePng(8, 8, ...parts(pngText('', ''))))).toBe('bad_request')
    expect(
      await refused(extendedWebp(await sampleWebp(8, 8), 8, 8, parts({ type: 'NONE', data: new Uint8Array() }))),
    ).toBe('bad_request')
  })

  for (const [name, bomb] of Object.entries(bombs)) {
    test(`a ${name} that says 50,000 × 50,000 pixels is too large`, async () => {
      const file = await bomb(50_000)
      expect(await refused(file)).toBe('too_large')
      expect(await refused(joined(file.subarray(0, 40), new Uint8Array(2_000)))).not.toBe('taken')
    })
  }

  test('one row more than 40 megapixels is too large', async () => {
    expect(await refused(plainPng(8_000, 5_001))).toBe('too_large')
  })

  test('a GIF wider than a WebP can be is too large', async () => {
    expect(await refused(sampleGif(17_000, 1))).toBe('too_large')
  })

  const whole: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
    JPEG: () => sampleJpeg(60, 40),
    'progressive JPEG': () => new Bun.Image(samplePng(60, 40)).jpeg({ progressive: true }).bytes(),
    'JPEG with a thumbnail that has an end of its own': async () =>
      withSegments(await sampleJpeg(60, 40), exif(1, 'SecretMaker', await sampleJpeg(16, 16))),
    PNG: () => samplePng(60, 40),
    WebP: () => sampleWebp(60, 40),
    'WebP that moves': async () => animatedWebp(await sampleWebp(60, 40), 60, 40, 2),
    GIF: () => sampleGif(20, 10),
    'GIF that moves': () => sampleGif(20, 10, 2),
  }
  for (const [name, make] of Object.entries(whole)) {
    test(`a ${name} is taken whole and refused wherever it is cut`, async () => {
      const file = await make()
      expect(await refused(file)).toBe('taken')
      const codes = new Set<string>()
      for (let end = 64; end < file.length; end += 7) codes.add(await refused(file.subarray(0, end)))
      codes.add(await refused(file.subarray(0, file.length - 1)))
      expect([...codes]).toEqual(['bad_request'])
    })
  }

  test('a picture with a changed byte among its pixels is a bad request', async () => {
    const file = samplePng(60, 40)
    const at = Buffer.from(file).indexOf('IDAT') + 12
    file[at] = (file[at] ?? 0) ^ 0xff
    expect(await refused(file)).toBe('bad_request')
  })

  test('a JPEG of so many scans that it would decode for minutes is a bad request', async () => {
    const file = await new Bun.Image(samplePng(60, 40)).jpeg({ progressive: true }).bytes()
    const last = Buffer.from(file).lastIndexOf(Buffer.from('ffda', 'hex'))
    const scan = file.subarray(last, file.length - 2)
    const end = file.subarray(file.length - 2)
    const of = (scans: number) => joined(file.subarray(0, last), ...Array.from({ length: scans }, () => scan), end)
    expect(await refused(of(20))).toBe('taken')
    expect(await refused(of(100))).toBe('bad_request')
  })
})

describe('a picture made anew', () => {
  test('keeps its format and size, with thumbnail and placeholder', async () => {
    const files = { 'image/jpeg': sampleJpeg, 'image/png': samplePng, 'image/webp': sampleWebp }
    for (const [mime, make] of Object.entries(files)) {
      const picture = await made(await make(1300, 700))
      expect([picture.mime, picture.width, picture.height]).toEqual([mime, 1300, 700])
      expect(await new Bun.Image(picture.bytes).metadata()).toMatchObject({ width: 1300, height: 700 })
      const thumb = await new Bun.Image(picture.thumb).metadata()
      expect(thumb).toMatchObject({ width: 640, height: 345, format: 'webp' })
      expect(picture.placeholder).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/=]{50,2000}$/)
    }
  })

  test('shows what was in it', async () => {
    const { bytes, thumb } = await made(await sampleJpeg(80, 40))
    for (const file of [bytes, thumb])
      expect([await colourOf(file, 'left'), await colourOf(file, 'right')]).toEqual(['red', 'blue'])
  })

  test('is never enlarged for its thumbnail', async () => {
    const { thumb } = await made(samplePng(30, 20))
    expect(await new Bun.Image(thumb).metadata()).toMatchObject({ width: 30, height: 20 })
  })

  test('stands upright where the camera was turned', async () => {
    const turned = withSegments(await sampleJpeg(80, 40), exif(6, 'SecretMaker'))
    const { width, height, bytes, thumb } = await made(turned)
    expect([width, height]).toEqual([40, 80])
    expect(await new Bun.Image(thumb).metadata()).toMatchObject({ width: 40, height: 80 })
    for (const file of [bytes, thumb])
      expect([await colourOf(file, 'top'), await colourOf(file, 'bottom')]).toEqual(['red', 'blue'])
  })

  test('becomes still where it was a GIF or moved', async () => {
    const fromGif = await made(sampleGif(30, 20, 50))
    const fromWebp = await made(animatedWebp(await sampleWebp(30, 20), 30, 20, 50))
    for (const { mime, bytes, width } of [fromGif, fromWebp]) {
      expect([mime, width]).toEqual(['image/webp', 30])
      expect(Buffer.from(bytes).includes('ANMF')).toBe(false)
    }
  })

  test('may have 40 megapixels', async () => {
    // A JPEG, which is made anew in a third of the time that a PNG takes.
    const { width, height } = await made(await new Bun.Image(plainPng(8_000, 5_000)).jpeg().bytes())
    expect(width * height).toBe(40_000_000)
  }, 30_000)
})

describe('nothing but pixels remains', () => {
  const dirty: Record<string, () => Promise<Uint8Array>> = {
    'place, maker, profile, XMP and comment of a JPEG': async () =>
      withSegments(
        await sampleJpeg(60, 40),
        exif(1, 'SecretMaker', await sampleJpeg(16, 16)),
        jpegXmp('<html>'),
        jpegProfile('SecretMaker'),
        jpegComment('<script>alert(1)</script>'),
      ),
    'a page behind a JPEG': async () => joined(await sampleJpeg(60, 40), ascii('<html><script>alert(1)</script>')),
    'texts, profile and what is behind a PNG': async () =>
      joined(samplePng(60, 40, pngText('Comment', '<script>'), pngProfileBomb(3_000)), ascii('<html>')),
    'Exif, profile and XMP of a WebP': async () =>
      joined(
        extendedWebp(
          await sampleWebp(60, 40),
          60,
          40,
          [
            { type: 'ICCP', data: ascii('SecretMaker') },
            { type: 'EXIF', data: exif(1, 'SecretMaker').subarray(4) },
            { type: 'XMP ', data: ascii('<html>') },
          ],
          0x2c,
        ),
        ascii('<script>'),
      ),
    'a comment of a GIF that is a script': async () => joined(sampleGif(60, 40, 2, '*/<script>'), ascii('<html>')),
  }
  for (const [name, make] of Object.entries(dirty)) {
    test(name, async () => {
      const file = await make()
      expect(leaks(file)).not.toEqual([])
      const { bytes, thumb } = await made(file)
      expect(leaks(bytes, thumb)).toEqual([])
      expect(leaks(ascii((await made(file)).placeholder))).toEqual([])
    })
  }

  test('of a profile that unpacks to hundreds of megabytes nothing is unpacked', async () => {
    expect((await made(samplePng(60, 40, pngProfileBomb(100_000_000)))).bytes.length).toBeLessThan(10_000)
  })
})

test('more pictures than memory has room for wait in line, and all are made', async () => {
  const make = createMakePicture({ mostPixelsAtOnce: 5_000 })
  const outcomes = await Promise.all(
    [samplePng(90, 90), samplePng(60, 40), samplePng(60, 41), samplePng(1, 1), samplePng(80, 80)].map((file) =>
      make(file),
    ),
  )
  expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, true, true, true])
})

test('of whoever sends many pictures those of others come in between', async () => {
  const make = createMakePicture({ mostPixelsAtOnce: 1 })
  const askers = ['a', 'a', 'a', 'b']
  const ready: string[] = []
  await Promise.all(askers.map(async (asker) => ready.push(asker + String((await make(samplePng(40, 40), asker)).ok))))
  expect(ready.indexOf('btrue')).toBeLessThan(ready.lastIndexOf('atrue'))
})
