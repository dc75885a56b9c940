import type { PictureTexts } from '#client/i18n/picture-texts'
import { el } from './element.ts'
import { icon } from './icon.ts'
import { listenToStage } from './viewer-gestures.ts'
import { keptWithin, movedBy, type Point, whole, type Zoom, zoomAt } from './viewer-zoom.ts'

type StageOptions = {
  p: PictureTexts
  /** To the next one or the one before. */
  onStep: (by: number) => void
  onLeave: () => void
}

export type StagedPicture = {
  /** The same one with another address keeps its zoom, and stays until that has come. */
  key: string
  /** Null where it cannot be found. */
  address: string | null
  /** Shown until the large one has come. */
  thumb: string | null
  alt: string
  width: number | undefined
  height: number | undefined
}

const closer = 2.5
const turnPx = 56
const leavePx = 110

const isAcross = ({ x, y }: Point): boolean => Math.abs(x) > Math.abs(y)

class Stage {
  readonly element = el('div', { class: 'stage' })
  readonly #options: StageOptions
  readonly #sheet = el('div', { class: 'sheet-of-picture' })
  readonly #lost: HTMLElement
  #zoom: Zoom = whole
  #shown: StagedPicture | null = null

  constructor(options: StageOptions) {
    const { p, onLeave } = options
    const again = el('button', { type: 'button', class: 'key' }, icon('refresh', 'sm'), p.again)
    this.#options = options
    this.#lost = el('div', { class: 'lost', role: 'alert', hidden: true }, el('p', {}, p.lost), again)
    this.element.append(this.#sheet, this.#lost)
    again.addEventListener('click', () => this.#shown && this.show(this.#shown))
    listenToStage(this.element, {
      isZoomed: () => this.#zoom.scale > 1,
      onZoom: (factor, at) => this.#turnTo(zoomAt(this.#zoom, factor, at)),
      onMove: (by) => this.#turnTo(movedBy(this.#zoom, by)),
      onDrag: (by) => this.#drag(by),
      onDragEnd: (by) => this.#endDrag(by),
      onDoubleTap: (at) => this.#turnTo(this.#zoom.scale > 1 ? whole : zoomAt(whole, closer, at), true),
      onTapBeside: onLeave,
    })
  }

  show(picture: StagedPicture): void {
    const { key, address, alt } = picture
    const isSame = this.#shown?.key === key
    this.#shown = picture
    this.#lost.hidden = address !== null
    if (!isSame) this.#layOut(picture)
    if (address !== null) this.#load(picture, address, alt)
  }

  /** As large as it will be, with the small one that is here already. */
  #layOut({ thumb, width, height }: StagedPicture): void {
    if (width && height) {
      this.#sheet.style.setProperty('--ratio', String(width / height))
      this.#sheet.style.setProperty('--width', `${width}px`)
    }
    const small = thumb === null ? null : el('img', { alt: '', draggable: 'false' })
    this.#sheet.replaceChildren(...(small ? [small] : []))
    if (small && thumb !== null) small.src = thumb
    this.#turnTo(whole)
  }

  zoom(factor: number): void {
    this.#turnTo(zoomAt(this.#zoom, factor, { x: 0, y: 0 }), true)
  }

  reset(): void {
    this.#turnTo(whole, true)
  }

  clear(): void {
    this.#shown = null
    this.#sheet.replaceChildren()
  }

  #load(picture: StagedPicture, address: string, alt: string): void {
    const image = el('img', { alt, draggable: 'false' })
    this.element.classList.add('loading')
    image.addEventListener('load', () => {
      if (this.#shown !== picture) return
      this.element.classList.remove('loading')
      this.#sheet.replaceChildren(image)
      // Sizes that nobody told show themselves now.
      this.#sheet.style.setProperty('--ratio', String(image.naturalWidth / Math.max(1, image.naturalHeight)))
      this.#sheet.style.setProperty('--width', `${image.naturalWidth}px`)
    })
    image.addEventListener('error', () => {
      if (this.#shown !== picture) return
      this.element.classList.remove('loading')
      this.#lost.hidden = false
    })
    image.src = address
  }

  #turnTo(zoom: Zoom, isSmooth = false): void {
    const { offsetWidth: width, offsetHeight: height } = this.#sheet
    const { clientWidth, clientHeight } = this.element
    this.#zoom = keptWithin(zoom, { width, height }, { width: clientWidth, height: clientHeight })
    const { scale, x, y } = this.#zoom
    this.#sheet.classList.toggle('smooth', isSmooth)
    this.element.classList.toggle('zoomed', scale > 1)
    this.#sheet.style.transform = scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`
  }

  #drag(by: Point): void {
    const [x, y] = isAcross(by) ? [by.x, 0] : [0, Math.max(0, by.y)]
    this.#sheet.classList.remove('smooth')
    this.#sheet.style.transform = `translate(${x}px, ${y}px)`
  }

  #endDrag(by: Point): void {
    if (isAcross(by) && Math.abs(by.x) > turnPx) return this.#options.onStep(by.x < 0 ? 1 : -1)
    if (!isAcross(by) && by.y > leavePx) return this.#options.onLeave()
    this.reset()
  }
}

/** Where one picture lies, as large as it fits or larger. */
export const createViewerStage = (options: StageOptions) => new Stage(options)
