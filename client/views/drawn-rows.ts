import { setAttribute } from './element.ts'
import { createKeyedList, type KeyedView } from './keyed-list.ts'
import { createRowHeights } from './row-heights.ts'
import type { Item } from './runs.ts'
import type { Range } from './window.ts'

/** As far down as the floating day may lie over the rows. */
const dayMarkPx = 44

const unknownCount = -1

// The typing hint stands last, and not for a screen reader.
const countRows = (items: readonly Item[]): number => {
  if (items[0]?.kind === 'older') return unknownCount
  return items.at(-1)?.kind === 'typing' ? items.length - 1 : items.length
}

type DrawnRowsPorts = {
  list: HTMLElement
  create: (item: Item) => KeyedView<Item>
  onCome: (element: HTMLElement) => void
  onGo: (element: HTMLElement) => void
}

/** Some of the items as elements, with room above and below as high as the others are, or are guessed to be. */
export class DrawnRows {
  readonly #list: HTMLElement
  readonly #rows
  readonly #heights = createRowHeights()
  #items: readonly Item[] = []
  #range: Range = { from: 0, to: 0 }
  /** By how much the room above differs from what is known by now. */
  #driftPx = 0
  #firstTopPx = 0

  constructor({ list, create, onCome, onGo }: DrawnRowsPorts) {
    this.#list = list
    const createWatched = (item: Item): KeyedView<Item> => {
      const view = create(item)
      if (item.kind !== 'space') onCome(view.element)
      return view
    }
    this.#rows = createKeyedList(list, createWatched, onGo)
  }

  get items(): readonly Item[] {
    return this.#items
  }

  get range(): Range {
    return this.#range
  }

  elementOf(key: string): HTMLElement | null {
    return this.#rows.elementOf(key)
  }

  /** Draws nothing yet. */
  take(items: readonly Item[]): void {
    this.#items = items
    this.#heights.show(items)
  }

  draw(range: Range): void {
    const { from, to } = range
    const { length } = this.#items
    this.#range = range
    if (from === 0) this.#driftPx = 0
    const rows = this.#items.slice(from, to)
    if (from > 0) rows.unshift({ kind: 'space', key: 'above', px: this.#abovePx() })
    if (to < length)
      rows.push({ kind: 'space', key: 'below', px: this.#heights.topOf(length) - this.#heights.topOf(to) })
    const focused = document.activeElement
    this.#rows.show(rows)
    this.#tellPlaces()
    if (focused && !focused.isConnected) this.#list.focus({ preventScroll: true })
  }

  /** Of a list that is not drawn as a whole, a screen reader cannot count the rows; nor can we those that are not loaded. */
  #tellPlaces(): void {
    const { from, to } = this.#range
    const total = countRows(this.#items)
    const isWhole = from === 0 && to === this.#items.length && total !== unknownCount
    this.#items.slice(from, to).forEach(({ key, kind }, offset) => {
      const element = this.#rows.elementOf(key)
      if (!element || kind === 'typing') return
      const place = isWhole || total === unknownCount ? null : from + offset + 1
      setAttribute(element, 'aria-setsize', isWhole ? null : String(total))
      setAttribute(element, 'aria-posinset', place === null ? null : String(place))
    })
  }

  #abovePx(): number {
    return Math.max(0, this.#heights.topOf(this.#range.from) + this.#driftPx)
  }

  /** Takes what the rows have moved out of the room above them, and returns what is left to be scrolled. */
  absorb(movedPx: number): number {
    const above = this.#rows.elementOf('above')
    const heldPx = this.#abovePx()
    if (!above || movedPx === 0) return movedPx
    const nextPx = heldPx >= movedPx ? heldPx - movedPx : this.#heights.topOf(this.#range.from)
    above.style.height = `${nextPx}px`
    this.#driftPx = nextPx - this.#heights.topOf(this.#range.from)
    this.#firstTopPx += nextPx - heldPx
    return movedPx - (heldPx - nextPx)
  }

  measure(): void {
    const { from, to } = this.#range
    const elements = this.#items.slice(from, to).map(({ key }) => this.#rows.elementOf(key))
    const tops = elements.map((element) => element?.offsetTop ?? 0)
    const last = elements.at(-1)
    tops.push((tops.at(-1) ?? 0) + (last?.offsetHeight ?? 0))
    const abovePx = this.#abovePx()
    this.#heights.measure(
      from,
      elements.map((_, index) => (tops[index + 1] ?? 0) - (tops[index] ?? 0)),
    )
    if (from > 0) this.#driftPx = abovePx - this.#heights.topOf(from)
    this.#firstTopPx = tops[0] ?? 0
  }

  /** The rows are drawn in another width. */
  forgetHeights(): void {
    this.#heights.forget()
  }

  #topOf(index: number): number {
    return this.#firstTopPx + this.#heights.topOf(index) - this.#heights.topOf(this.#range.from)
  }

  #indexAt(topPx: number): number {
    return this.#heights.indexAt(topPx - this.#firstTopPx + this.#heights.topOf(this.#range.from))
  }

  /** The rows on screen, as far as is known. */
  visible(): Range {
    const { scrollTop, clientHeight } = this.#list
    return { from: this.#indexAt(scrollTop), to: this.#indexAt(scrollTop + clientHeight) + 1 }
  }

  /** The day of the first message on screen; `null` where something else than messages stands at the top. */
  dayAtTop(): number | null {
    const { scrollTop } = this.#list
    const first = this.#indexAt(scrollTop)
    const covered = this.#items.slice(first, this.#indexAt(scrollTop + dayMarkPx) + 1)
    if (covered.some(({ kind }) => kind !== 'message')) return null
    let at = first
    while (at > 0 && this.#items[at]?.kind !== 'day') at--
    const above = this.#items[at]
    return above?.kind === 'day' ? above.day : null
  }

  /** The rows on screen once the list is at its end. */
  last(): Range {
    const { length } = this.#items
    const px = this.#heights.topOf(length) - this.#list.clientHeight
    return { from: this.#heights.indexAt(px), to: length }
  }

  #shown(): { index: number; element: HTMLElement }[] {
    const { from, to } = this.visible()
    return this.#items.slice(from, to).flatMap((item, offset) => {
      const element = item.kind === 'message' ? this.#rows.elementOf(item.key) : null
      return element ? [{ index: from + offset, element }] : []
    })
  }

  /** The messages on screen. */
  onScreen(): HTMLElement[] {
    return this.#shown().map(({ element }) => element)
  }

  /** How far the first message on screen is from where it was measured. */
  moved(): number {
    const first = this.#shown()[0]
    return first ? first.element.offsetTop - this.#topOf(first.index) : 0
  }

  /** The rows around this one that are drawn, by their places among other items. */
  drawnAround(items: readonly Item[], index: number): Range {
    let [from, to] = [index, index]
    while (this.#rows.has(items[from - 1]?.key ?? '')) from--
    while (this.#rows.has(items[to]?.key ?? '')) to++
    return { from, to }
  }
}
