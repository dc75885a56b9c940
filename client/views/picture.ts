import type { PictureTexts } from '#client/i18n/picture-texts'
import { el, setAttribute } from './element.ts'
import { icon } from './icon.ts'
import { PictureLoading } from './picture-loading.ts'
import { createUploadRing, type Sending } from './upload-ring.ts'

export type PictureState = {
  /** Empty for none. */
  caption: string
  /** What a picture without a caption is called. */
  word: string
  /** A `data:` address of a blur. */
  placeholder: string | null
  /** In CSS pixels, where they are known. */
  size: { width?: number | undefined; height?: number | undefined }
  /** While it is on its way to the server. */
  sending: Sending | null
}

type PictureOptions = { p: PictureTexts; onOpen: () => void; onCancel: () => void }

/** Below this in both directions a picture stays as small as it is: larger it would be a few coloured squares. */
const smallPx = 120

const isSmall = ({ width, height }: PictureState['size']): boolean =>
  width !== undefined && height !== undefined && Math.max(width, height) < smallPx

/** A picture in its bubble, over its blur. Its parts go into the place that the bubble has for it. */
export const createPicture = ({ p, onOpen, onCancel }: PictureOptions) => {
  const blur = el('img', { class: 'blur', alt: '', hidden: true })
  const key = el('button', { type: 'button', class: 'open', 'aria-haspopup': 'dialog' })
  const again = el('span', { class: 'again' }, icon('refresh', 'sm'), p.again)
  const lost = el('button', { type: 'button', class: 'lost', hidden: true }, el('span', {}, p.lost), again)
  const ring = createUploadRing(p, onCancel)
  let alt = ''

  const showLost = (isLost: boolean): void => {
    const hadFocus = document.activeElement === (isLost ? key : lost)
    lost.hidden = !isLost
    key.hidden = isLost
    if (hadFocus) (isLost ? lost : key).focus({ preventScroll: true })
  }
  const put = (next: HTMLImageElement, before: HTMLImageElement | null): void => {
    next.alt = alt
    if (before) before.replaceWith(next)
    else key.append(next)
    showLost(false)
  }
  const loading = new PictureLoading(put, showLost)
  key.addEventListener('click', onOpen)
  lost.addEventListener('click', loading.load)

  return {
    parts: [blur, key, lost, ring.element] as const,
    update({ caption, word, placeholder, size, sending }: PictureState): void {
      alt = caption || word
      setAttribute(key, 'aria-label', caption ? `${p.open}: ${caption}` : p.open)
      key.classList.toggle('small', isSmall(size))
      if (loading.image) setAttribute(loading.image, 'alt', alt)
      if (placeholder !== null) setAttribute(blur, 'src', placeholder)
      blur.hidden = placeholder === null
      ring.update(sending)
    },
    /** Loads it unless it is there; `shown` runs once it stands in the place of what stood there before. */
    show: (wanted: string, shown: () => void): void => loading.show(wanted, shown),
    /** There is nothing to load. */
    miss(): void {
      showLost(loading.image === null)
      again.hidden = true
      lost.disabled = true
    },
  }
}
