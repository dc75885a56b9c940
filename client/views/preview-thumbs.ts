import type { PictureTexts } from '#client/i18n/picture-texts'
import { el, setAttribute } from './element.ts'
import { icon } from './icon.ts'
import { pictureIcon } from './picture-icons.ts'
import type { PreviewPicture } from './preview.ts'

type ThumbsOptions = { p: PictureTexts; onSelect: (key: number) => void; onAdd: () => void }

const createThumb = (onPress: () => void) => {
  const image = el('img', { alt: '' })
  const waiting = icon('refresh', 'spin')
  const element = el('button', { type: 'button', class: 'th' }, waiting)
  element.addEventListener('click', onPress)
  return {
    element,
    update({ url }: PreviewPicture, label: string, isSelected: boolean): void {
      setAttribute(element, 'aria-label', label)
      setAttribute(element, 'aria-pressed', String(isSelected))
      setAttribute(element, 'aria-busy', url === null ? 'true' : null)
      if (url !== null && !image.isConnected) {
        image.src = url
        waiting.replaceWith(image)
      }
    },
  }
}

/** Every chosen picture in little, and the way to one more. */
export const createThumbs = ({ p, onSelect, onAdd }: ThumbsOptions) => {
  const add = el('button', { type: 'button', class: 'th add', 'aria-label': p.add }, pictureIcon('plus'))
  const element = el('div', { class: 'thumbs', role: 'group', 'aria-label': p.chosen }, add)
  const thumbs = new Map<number, ReturnType<typeof createThumb>>()
  let selected: number | null = null
  add.addEventListener('click', onAdd)

  const drop = (kept: ReadonlySet<number>): void => {
    for (const [key, thumb] of thumbs) {
      if (kept.has(key)) continue
      thumb.element.remove()
      thumbs.delete(key)
    }
  }
  const make = (key: number): ReturnType<typeof createThumb> => {
    const thumb = createThumb(() => onSelect(key))
    thumbs.set(key, thumb)
    add.before(thumb.element)
    return thumb
  }
  return {
    element,
    update(pictures: readonly PreviewPicture[], selectedKey: number | null): void {
      drop(new Set(pictures.map(({ key }) => key)))
      for (const [nth, picture] of pictures.entries()) {
        const thumb = thumbs.get(picture.key) ?? make(picture.key)
        thumb.update(picture, p.nth(nth + 1, pictures.length), picture.key === selectedKey)
      }
      if (selectedKey === selected || selectedKey === null) return
      selected = selectedKey
      thumbs.get(selectedKey)?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
  }
}
