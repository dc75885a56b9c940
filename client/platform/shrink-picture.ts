import type { Attachment } from '#client/state/attachment'
import { limits } from '#protocol/limits'

/** Why a chosen file cannot go. */
export type PictureFault = 'heic' | 'unreadable' | 'too_large'

export type Shrunk = { ok: true; attachment: Attachment } | { ok: false; fault: PictureFault }

type Size = { width: number; height: number }
type Canvas = OffscreenCanvas | HTMLCanvasElement
type Brush = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D

const mostBytes = 4.5 * 2 ** 20
/** More than any camera makes: its pixels would not fit into the memory of a phone. */
const mostFileBytes = 100 * 2 ** 20
const qualities = [0.85, 0.7, 0.55, 0.4] as const
/** Tried in this order; in the smallest even a PNG of noise fits. */
const sides = [limits.pictureSide, limits.pictureSide * Math.SQRT1_2, limits.pictureSide / 2] as const

/** Within a square of `most`, in the same proportions, and never larger than it was. */
export const fitWithin = ({ width, height }: Size, most: number): Size => {
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'])

/** ISO/IEC 23008-12: a box `ftyp` at the beginning, and in it the brand. */
export const isHeic = async (file: Blob): Promise<boolean> => {
  const head = new TextDecoder('latin1').decode(await file.slice(0, 12).arrayBuffer())
  return head.slice(4, 8) === 'ftyp' && heicBrands.has(head.slice(8, 12))
}

// A browser that does not know the option turns the picture upright all the same.
const decode = (file: Blob): Promise<ImageBitmap | null> =>
  createImageBitmap(file, { imageOrientation: 'from-image' })
    .catch((fault) => (fault instanceof TypeError ? createImageBitmap(file) : null))
    .catch(() => null)

const createCanvas = ({ width, height }: Size): Canvas => {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height)
  return Object.assign(document.createElement('canvas'), { width, height })
}

const brushOf = (canvas: Canvas): Brush | null => canvas.getContext('2d') as Brush | null

const encode = (canvas: Canvas, type: string, quality: number): Promise<Blob | null> => {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality }).catch(() => null)
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality))
}

/** Steps the quality down until it fits; null where the browser cannot write that kind at all. */
const encodeWithin = async (canvas: Canvas, type: string): Promise<Blob | null> => {
  let blob: Blob | null = null
  for (const quality of qualities) {
    blob = await encode(canvas, type, quality)
    if (blob?.type !== type) return null
    if (blob.size <= mostBytes) return blob
  }
  return blob
}

const isOpaqueKind = ({ type }: Blob): boolean => type === 'image/jpeg' || type === 'image/jpg'

const hasClearPixels = (brush: Brush, { width, height }: Size): boolean => {
  const { data } = brush.getImageData(0, 0, width, height)
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true
  return false
}

type Painted = { canvas: Canvas; brush: Brush; size: Size }

// JPEG knows no clear pixels, and would make them black; Safari writes no WebP.
const write = async ({ canvas, brush, size }: Painted, file: Blob): Promise<Blob | null> => {
  if (isOpaqueKind(file) || !hasClearPixels(brush, size)) return encodeWithin(canvas, 'image/jpeg')
  return (await encodeWithin(canvas, 'image/webp')) ?? encode(canvas, 'image/png', 1)
}

const paint = (bitmap: ImageBitmap, side: number): Painted | null => {
  const size = fitWithin(bitmap, side)
  const canvas = createCanvas(size)
  const brush = brushOf(canvas)
  if (!brush) return null
  brush.imageSmoothingQuality = 'high'
  brush.drawImage(bitmap, 0, 0, size.width, size.height)
  return { canvas, brush, size }
}

const writeWithin = async (bitmap: ImageBitmap, file: Blob): Promise<{ blob: Blob; size: Size } | null> => {
  for (const side of sides) {
    const painted = paint(bitmap, side)
    const blob = painted && (await write(painted, file))
    if (painted && blob && blob.size <= mostBytes) return { blob, size: painted.size }
  }
  return null
}

/**
 * A picture as it is sent: upright, its longer side at most `limits.pictureSide`, and of all that a camera writes beside
 * the pixels nothing left. Whatever moves stands still.
 */
export const shrinkPicture = async (file: Blob): Promise<Shrunk> => {
  if (file.size > mostFileBytes) return { ok: false, fault: 'too_large' }
  const bitmap = await decode(file)
  if (!bitmap) return { ok: false, fault: (await isHeic(file).catch(() => false)) ? 'heic' : 'unreadable' }
  try {
    const written = await writeWithin(bitmap, file)
    if (!written) return { ok: false, fault: 'too_large' }
    const { blob, size } = written
    return { ok: true, attachment: { kind: 'image', mime: blob.type, bytes: blob.size, ...size, blob } }
  } finally {
    bitmap.close()
  }
}
