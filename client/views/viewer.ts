import type { PictureTexts } from '#client/i18n/picture-texts'
import type { Entry } from '#client/state/types'
import type { Dates } from './dates.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import { pictureIcon } from './picture-icons.ts'
import { createViewerBar } from './viewer-bar.ts'
import { createViewerStage } from './viewer-stage.ts'

type ViewerOptions = {
  p: PictureTexts
  dates: Dates
  /** All that can be looked at, oldest first, as they are at that moment. */
  pictures: () => readonly Entry[]
  startKey: string
  /** The speaker in words. */
  nameOf: (speaker: Pick<Entry, 'role' | 'mine'>) => string
  /** What a picture without a caption is called. */
  wordFor: string
  addressOf: (entry: Entry) => string | Promise<string | null>
  /** Tells when they may have changed; returns the stop. */
  watch: (look: () => void) => () => void
  onReply: (id: number) => void
  /** It is closed, and what had the focus before is gone; told is what was looked at last. */
  onLostFocus: (key: string) => void
}

type Keys = Record<string, () => void>

const createTurnKey = (label: string, className: string, drawing: SVGSVGElement, onPress: () => void) => {
  const key = el('button', { type: 'button', class: `turn ${className}`, 'aria-label': label }, drawing)
  key.addEventListener('click', onPress)
  return key
}

class Viewer {
  readonly #options: ViewerOptions
  readonly #bar
  readonly #stage
  readonly #previous: HTMLButtonElement
  readonly #next: HTMLButtonElement
  readonly #caption = el('p', { class: 'caption', dir: 'auto' })
  readonly #said = el('p', { class: 'sr', role: 'status' })
  readonly #dialog: HTMLDialogElement
  readonly #keys: Keys
  #key: string
  /** Where it stands among them: when it is deleted, the one that moves up is next. */
  #at = 0
  #drawn = ''
  #stopWatching = (): void => {}

  constructor(options: ViewerOptions) {
    const { p, startKey } = options
    this.#options = options
    this.#key = startKey
    this.#bar = createViewerBar({ p, onClose: () => this.#dialog.close(), onReply: () => this.#reply() })
    this.#stage = createViewerStage({ p, onStep: (by) => this.#step(by), onLeave: () => this.#dialog.close() })
    this.#previous = createTurnKey(p.previous, 'previous', icon('left'), () => this.#step(-1))
    this.#next = createTurnKey(p.next, 'next', pictureIcon('right'), () => this.#step(1))
    this.#stage.element.append(this.#previous, this.#next)
    const parts = [this.#bar.element, this.#stage.element, this.#caption, this.#said]
    this.#dialog = el('dialog', { class: 'viewer', 'aria-label': p.viewer }, ...parts)
    this.#keys = {
      ArrowLeft: () => this.#step(-1),
      ArrowRight: () => this.#step(1),
      Home: () => this.#step(-Infinity),
      End: () => this.#step(Infinity),
      '+': () => this.#stage.zoom(1.5),
      '=': () => this.#stage.zoom(1.5),
      '-': () => this.#stage.zoom(1 / 1.5),
      '0': () => this.#stage.reset(),
    }
    this.#dialog.addEventListener('keydown', (event) => this.#onKey(event))
    this.#dialog.addEventListener('close', () => this.#closed())
  }

  open(): void {
    document.body.append(this.#dialog)
    this.#dialog.showModal()
    this.#stopWatching = this.#options.watch(() => this.#show())
    this.#show()
  }

  #onKey(event: KeyboardEvent): void {
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : this.#keys[event.key]
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }

  // The browser gives the focus back; but rows are made anew as a list moves, and not every browser gives it to a key.
  #closed(): void {
    this.#stopWatching()
    this.#stage.clear()
    this.#dialog.remove()
    if (document.activeElement === document.body) this.#options.onLostFocus(this.#key)
  }

  #step(by: number): void {
    const pictures = this.#options.pictures()
    const at = pictures.findIndex(({ key }) => key === this.#key)
    const next = pictures[Math.min(pictures.length - 1, Math.max(0, at + by))]
    if (!next || next.key === this.#key) return this.#stage.reset()
    this.#key = next.key
    this.#show()
  }

  /** Draws what is to be seen now, if that has changed. */
  #show(): void {
    const pictures = this.#options.pictures()
    const found = pictures.findIndex(({ key }) => key === this.#key)
    const at = found < 0 ? Math.min(this.#at, pictures.length - 1) : found
    const entry = pictures[at]
    if (!entry) return this.#dialog.close()
    const { key, id, text, medium } = entry
    const drawn = JSON.stringify([key, id, text, medium?.url, at, pictures.length])
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    this.#key = key
    this.#at = at
    this.#draw(entry, pictures.length)
  }

  #draw(entry: Entry, count: number): void {
    const { p, dates, nameOf, wordFor } = this.#options
    const when = `${dates.dayName(entry.createdAt, Date.now())} ${dates.clock(entry.createdAt)}`
    const place = `${this.#at + 1}/${count}`
    this.#bar.update({ name: nameOf(entry), when: `${when} · ${place}`, canReply: entry.id !== null })
    setText(this.#caption, entry.text)
    this.#caption.hidden = entry.text === ''
    this.#showTurns(count)
    setText(this.#said, `${p.nth(this.#at + 1, count)}. ${entry.text}`)
    setAttribute(this.#stage.element, 'data-key', entry.key)
    void this.#load(entry, entry.text || wordFor)
    this.#keepFocus()
  }

  #showTurns(count: number): void {
    this.#previous.disabled = this.#at === 0
    this.#next.disabled = this.#at === count - 1
    for (const key of [this.#previous, this.#next]) key.hidden = count === 1
  }

  // The key that was pressed may be one of those that went, and with it the others' way in.
  #keepFocus(): void {
    const held = document.activeElement
    if (!held || !this.#dialog.contains(held) || held.matches('[hidden], :disabled')) this.#bar.focus()
  }

  async #load(entry: Entry, alt: string): Promise<void> {
    const { medium } = entry
    const asked = this.#drawn
    const found = this.#options.addressOf(entry)
    if (typeof found !== 'string') this.#bar.offer(null)
    const address = typeof found === 'string' ? found : await found
    // Meanwhile it may have been turned, stored or closed.
    if (this.#drawn !== asked || !this.#dialog.open || !medium) return
    const { thumbUrl: thumb, width, height } = medium
    this.#stage.show({ key: entry.key, address, alt, thumb, width, height })
    this.#bar.offer(address === null ? null : { address, mime: medium.mime, createdAt: entry.createdAt })
  }

  #reply(): void {
    const { pictures, onReply } = this.#options
    const id = pictures().find(({ key }) => key === this.#key)?.id ?? null
    this.#dialog.close()
    if (id !== null) onReply(id)
  }
}

/** A picture of the conversation large, and from it the way to all others; a dialog of the browser's own. */
export const openViewer = (options: ViewerOptions): void => new Viewer(options).open()
