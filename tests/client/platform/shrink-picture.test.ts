import { expect, test } from 'bun:test'
import { fitWithin, shrinkPicture } from '#client/platform/shrink-picture'
import { override } from '#tests/support/override'

type Drawn = { type: string; quality: number; bytes: number }

/** A browser whose encoder makes so many bytes for each quality; `alpha` is the least of its pixels. */
const useCanvas = ({ width = 4000, height = 3000, alpha = 255, writes = ['image/jpeg', 'image/webp'], weight = 1 }) => {
  const encoded: Drawn[] = []
  const state = { isClosed: false, size: [0, 0] }
  class Canvas {
    constructor(width: number, height: number) {
      state.size = [width, height]
    }
    getContext() {
      return {
        drawImage: () => {},
        getImageData: () => ({ data: [9, 9, 9, 255, 9, 9, 9, alpha] }),
      }
    }
    async convertToBlob({ type, quality }: { type: string; quality: number }) {
      const share = Math.max(...state.size) / Math.min(2048, Math.max(width, height))
      const bytes = Math.round(weight * quality * share * 2 ** 20)
      encoded.push({ type, quality, bytes })
      return new Blob([new Uint8Array(bytes)], { type: writes.includes(type) ? type : 'image/png' })
    }
  }
  const close = (): void => {
    state.isClosed = true
  }
  override(globalThis, 'createImageBitmap', () => async () => ({ width, height, close }))
  override(globalThis, 'OffscreenCanvas', () => Canvas)
  return { encoded, state }
}

const useBlindBrowser = (): void => {
  override(globalThis, 'createImageBitmap', () => () => Promise.reject(new Error('InvalidStateError')))
}

const jpeg = new Blob(['x'], { type: 'image/jpeg' })
const png = new Blob(['x'], { type: 'image/png' })

test('a HEIC that the browser cannot read is told from what is broken, by its bytes', async () => {
  useBlindBrowser()
  const heic = new Blob([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')], { type: 'image/jpeg' })

  expect(await shrinkPicture(heic)).toEqual({ ok: false, fault: 'heic' })
  expect(await shrinkPicture(new Blob(['%PDF-1.7'], { type: 'image/heic' }))).toEqual({
    ok: false,
    fault: 'unreadable',
  })
  expect(await shrinkPicture(new Blob([]))).toEqual({ ok: false, fault: 'unreadable' })
})

test('a file that no phone could hold in its memory is not decoded', async () => {
  useBlindBrowser()
  const huge = Object.defineProperty(new Blob([]), 'size', { value: 101 * 2 ** 20 })

  expect(await shrinkPicture(huge)).toEqual({ ok: false, fault: 'too_large' })
})

test('where nothing can be drawn it says so', async () => {
  const { state } = useCanvas({})
  override(
    globalThis,
    'OffscreenCanvas',
    () =>
      class {
        getContext = () => null
      },
  )

  expect([await shrinkPicture(jpeg), state.isClosed]).toEqual([{ ok: false, fault: 'too_large' }, true])
})

test('the longer side shrinks to the limit, and nothing grows', () => {
  expect(fitWithin({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 })
  expect(fitWithin({ width: 300, height: 9000 }, 2048)).toEqual({ width: 68, height: 2048 })
  expect(fitWithin({ width: 40_000, height: 3 }, 2048)).toEqual({ width: 2048, height: 1 })
  expect(fitWithin({ width: 640, height: 480 }, 2048)).toEqual({ width: 640, height: 480 })
})

test('a photo becomes a JPEG with the sides that it is drawn in, and its pixels are let go', async () => {
  const { encoded, state } = useCanvas({})
  const shrunk = await shrinkPicture(jpeg)

  expect(shrunk).toMatchObject({
    ok: true,
    attachment: { kind: 'image', mime: 'image/jpeg', width: 2048, height: 1536 },
  })
  expect(shrunk.ok && shrunk.attachment.bytes === shrunk.attachment.blob.size).toBe(true)
  expect([encoded.map(({ quality }) => quality), state.size, state.isClosed]).toEqual([[0.85], [2048, 1536], true])
})

test('the quality goes down until it fits what a server takes', async () => {
  const { encoded } = useCanvas({ weight: 7 })
  const shrunk = await shrinkPicture(jpeg)

  expect(encoded.map(({ quality }) => quality)).toEqual([0.85, 0.7, 0.55])
  expect(shrunk.ok && shrunk.attachment.bytes <= 4.5 * 2 ** 20).toBe(true)
})

test('what does not fit in the lowest quality becomes smaller, until nothing helps', async () => {
  useCanvas({ width: 2048, height: 1024, weight: 15 })
  expect(await shrinkPicture(jpeg)).toMatchObject({ attachment: { width: 1448, height: 724 } })

  const { state } = useCanvas({ weight: 99 })
  expect([await shrinkPicture(jpeg), state.isClosed]).toEqual([{ ok: false, fault: 'too_large' }, true])
})

test('clear pixels stay clear, in a PNG where the browser writes no WebP', async () => {
  useCanvas({ alpha: 0 })
  expect(await shrinkPicture(png)).toMatchObject({ attachment: { mime: 'image/webp' } })

  useCanvas({ alpha: 0, writes: ['image/jpeg', 'image/png'] })
  expect(await shrinkPicture(png)).toMatchObject({ attachment: { mime: 'image/png' } })
})

test('a PNG without clear pixels is a JPEG, too', async () => {
  useCanvas({})

  expect(await shrinkPicture(png)).toMatchObject({ attachment: { mime: 'image/jpeg' } })
})

test('an older browser that does not know the orientation option decodes all the same', async () => {
  useCanvas({})
  const decode = globalThis.createImageBitmap
  override(globalThis, 'createImageBitmap', () => (file: Blob, options?: object) => {
    return options ? Promise.reject(new TypeError('unknown option')) : decode(file)
  })

  expect(await shrinkPicture(jpeg)).toMatchObject({ ok: true })
})
