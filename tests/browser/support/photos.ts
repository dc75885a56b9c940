import type { Page } from '@playwright/test'
import { exif, withSegments } from '#tests/support/sample-pictures'

export type Photo = { name: string; mimeType: string; buffer: Buffer }

type Painted = { width: number; height: number; left: string; right: string }

/** A photo of two halves, made by the browser of this page. */
export const photoOf = async (page: Page, name: string, painted: Partial<Painted> = {}): Promise<Photo> => {
  const { width = 640, height = 480, left = '#c96f2b', right = '#2b6cc9' } = painted
  const address = await page.evaluate(
    ({ width, height, left, right }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height })
      const brush = canvas.getContext('2d')
      if (!brush) return ''
      brush.fillStyle = left
      brush.fillRect(0, 0, width / 2, height)
      brush.fillStyle = right
      brush.fillRect(width / 2, 0, width / 2, height)
      brush.fillStyle = '#fff'
      brush.fillRect(width / 3, height / 3, width / 3, height / 3)
      return canvas.toDataURL('image/jpeg', 0.9)
    },
    { width, height, left, right },
  )
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(address.split(',')[1] ?? '', 'base64') }
}

/** As a phone writes it that was held upright: the pixels lie on their side, and the place stands beside them. */
export const uprightPhotoOf = async (page: Page, name: string, painted: Partial<Painted> = {}): Promise<Photo> => {
  const photo = await photoOf(page, name, painted)
  return { ...photo, buffer: Buffer.from(withSegments(photo.buffer, exif(6, 'Kamera A.S.'))) }
}

/** As an iPhone writes it; no browser here can read it. */
export const heic: Photo = {
  name: 'IMG_0001.HEIC',
  mimeType: 'image/heic',
  buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08free', 'latin1'),
}
