import { done, type Outcome, type Refused, refuse } from '#protocol/refusals'
import type { MakePicture, Picture } from '#server/actions/media/ports'
import { createFairTurns } from '#server/domain/fair-turns'
import { isPictureKind, mediaKind, type PictureKind } from '#server/domain/media-kind'
import { canvasPixels, takePicture } from './picture-frames.ts'

type Limits = {
  /** Of one picture. */
  mostPixels?: number
  /** Of all that are open at once: each pixel takes 4 bytes, and its encoder's share. */
  mostPixelsAtOnce?: number
  mostThumbSide?: number
}

const tooLarge = refuse('too_large', 'the picture has too many pixels')
const undecodable = refuse('bad_request', 'the picture cannot be read to its end')

/**
 * Decodes a picture and encodes it again, in its own format and size, turned as its camera was held; a GIF becomes a
 * still WebP. Of the file that was sent only pixels remain. Runs on other threads, as many at once as memory allows; askers
 * take turns.
 */
export const createMakePicture = ({
  mostPixels = 40e6,
  mostPixelsAtOnce = 16e6,
  mostThumbSide = 640,
}: Limits = {}): MakePicture => {
  const inTurn = createFairTurns(mostPixelsAtOnce)

  const make = async (kind: PictureKind, sent: Uint8Array, asker: string): Promise<Outcome<Picture>> => {
    if (canvasPixels(kind, sent) > mostPixels) return tooLarge
    // By the header, before anything is decoded.
    const { width, height } = await new Bun.Image(sent, { maxPixels: mostPixels }).metadata()
    const bare = takePicture(kind, sent)
    return bare ? inTurn(asker, async () => done(await encode(kind, bare)), width * height) : undecodable
  }

  const encode = async (kind: PictureKind, bare: Uint8Array): Promise<Picture> => {
    const image = new Bun.Image(bare, { maxPixels: mostPixels, autoOrient: true })
    const bytes = await encoders[kind](image).bytes()
    const thumb = await thumbOf(bytes)
    const placeholder = await new Bun.Image(thumb).placeholder()
    const mime = kind === 'image/gif' ? 'image/webp' : kind
    return { mime, bytes, width: image.width, height: image.height, thumb, placeholder }
  }

  const thumbOf = (bytes: Uint8Array): Promise<Uint8Array> =>
    new Bun.Image(bytes)
      .resize(mostThumbSide, mostThumbSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .bytes()

  return async (sent, asker = '') => {
    if (sent.length === 0) return refuse('bad_request', 'the file is empty')
    const kind = mediaKind(sent)
    if (!isPictureKind(kind)) return refuse('unsupported_type', 'not a JPEG, PNG, WebP or GIF')
    return make(kind, sent, asker).catch(toRefusal)
  }
}

const encoders: Record<PictureKind, (image: Bun.Image) => Bun.Image> = {
  'image/jpeg': (image) => image.jpeg({ quality: 85 }),
  // Of 12 megapixels of a photo this takes a third of the time of level 6, for a seventh more bytes.
  'image/png': (image) => image.png({ compressionLevel: 3 }),
  'image/webp': (image) => image.webp({ quality: 82 }),
  'image/gif': (image) => image.webp({ quality: 82 }),
}

/** Faults of decoders are the sender's; all others are ours. */
const toRefusal = (fault: unknown): Refused => {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  // Nothing taller or wider than 16,383 goes into a WebP.
  if (/^ERR_IMAGE_(TOO_MANY_PIXELS|ENCODE_FAILED)$/.test(code)) return tooLarge
  if (/^ERR_IMAGE_(DECODE_FAILED|UNKNOWN_FORMAT|FORMAT_UNSUPPORTED)$/.test(code)) return undecodable
  throw fault
}
