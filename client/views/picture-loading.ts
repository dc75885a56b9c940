import { el } from './element.ts'

type Put = (image: HTMLImageElement, before: HTMLImageElement | null) => void

// In a scope of its own: what waits for the line must not hold a row that the list has dropped.
const runOnline = (run: WeakRef<() => void>): void => addEventListener('online', () => run.deref()?.(), { once: true })

/** Decoded, too: it can take the place of another one without a flash. */
const decoded = async (image: HTMLImageElement): Promise<void> => {
  await image.decode?.().catch(() => undefined)
}

/** Loads one address at a time; what was loaded before stays until the next one can be drawn. */
export class PictureLoading {
  /** What is drawn now. */
  image: HTMLImageElement | null = null
  #address: string | null = null
  #onShown = (): void => {}
  #waitsForLine = false
  readonly #onImage: Put
  readonly #onFailed: (isBlank: boolean) => void

  /** Tells of each picture with the one before it, and of a failure with whether nothing is drawn. */
  constructor(onImage: Put, onFailed: (isBlank: boolean) => void) {
    this.#onImage = onImage
    this.#onFailed = onFailed
  }

  /** `shown` runs once it stands in the place of what stood there before. */
  show(wanted: string, shown: () => void): void {
    if (wanted === this.#address) return
    this.#address = wanted
    this.#onShown = shown
    this.load()
  }

  readonly load = (): void => {
    const wanted = this.#address
    if (wanted === null || this.image?.getAttribute('src') === wanted) return
    const next = el('img', { class: 'seen', alt: '', draggable: 'false', decoding: 'async' })
    const isCurrent = (): boolean => this.#address === wanted
    next.addEventListener('load', () => void decoded(next).then(() => isCurrent() && this.#put(next)))
    next.addEventListener('error', () => isCurrent() && this.#fail())
    next.src = wanted
  }

  #put(next: HTMLImageElement): void {
    const before = this.image
    this.image = next
    this.#onImage(next, before)
    this.#onShown()
  }

  #fail(): void {
    this.#onFailed(this.image === null)
    if (!this.#waitsForLine) runOnline(new WeakRef(this.#again))
    this.#waitsForLine = true
  }

  readonly #again = (): void => {
    this.#waitsForLine = false
    this.load()
  }
}
