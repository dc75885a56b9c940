import { DrawnRows } from './drawn-rows.ts'
import type { KeyedView } from './keyed-list.ts'
import { rememberPlace } from './reading-place.ts'
import type { Item } from './runs.ts'
import { isAtEnd } from './scrolling.ts'
import { createSizes } from './sizes.ts'
import { isComplete, nextRange, type Range } from './window.ts'

type RowWindowPorts = {
  list: HTMLElement
  create: (item: Item) => KeyedView<Item>
  /** The reader moved, or what is drawn did. */
  onMove: () => void
  /** The list was scrolled; `day` is that of the first message on screen, `null` where it is in sight or at the end. */
  onScroll: (day: number | null) => void
}

const fromTopPx = 12
const nearScreens = 2
const fillAfterMs = 40

const wantsStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Draws the rows around the reader and leaves room for the others. What the reader looks at keeps its place: at the end
 * the list follows what comes, elsewhere the first message on screen stays put, whatever comes, goes or is resized.
 */
export class RowWindow {
  readonly #list: HTMLElement
  readonly #rows: DrawnRows
  readonly #onMove: () => void
  readonly #onScroll: RowWindowPorts['onScroll']
  readonly #sizes = createSizes(() => this.#resized())
  #atEnd = true
  #box = { top: 0, width: 0 }
  #filling: ReturnType<typeof setTimeout> | undefined

  constructor({ list, create, onMove, onScroll }: RowWindowPorts) {
    this.#list = list
    this.#onMove = onMove
    this.#onScroll = onScroll
    this.#rows = new DrawnRows({
      list,
      create,
      onCome: this.#sizes.watch,
      onGo: this.#sizes.leave,
    })
    list.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    this.#sizes.watch(list)
  }

  isAtEnd(): boolean {
    return this.#atEnd
  }

  elementOf(key: string): HTMLElement | null {
    return this.#rows.elementOf(key)
  }

  clear(): void {
    this.#rows.take([])
    this.#rows.draw({ from: 0, to: 0 })
    this.#rows.forgetHeights()
    this.#atEnd = true
  }

  show(items: readonly Item[]): void {
    if (this.#atEnd) {
      this.#rows.take(items)
      return this.toEnd()
    }
    const moved = rememberPlace(this.#rows.onScreen())
    const { visible, held } = this.#follow(items)
    this.#rows.take(items)
    this.#rows.draw(nextRange(held, visible, items.length))
    this.#scrollBy(moved())
    this.#rows.measure()
    this.#fillLater()
  }

  toEnd(): void {
    this.#atEnd = true
    this.#rows.draw(this.#nextRange(this.#rows.last()))
    this.#list.scrollTop = this.#list.scrollHeight
    this.#rows.measure()
    this.#fillLater()
  }

  /** Puts a row near the top; what is below it may already fit. */
  toTop(key: string): void {
    const row = this.#drawAround(this.#indexOf(key))
    if (row) this.#moveTo(row.offsetTop - fromTopPx)
  }

  /** Puts a row into the middle: smoothly where it is near. */
  toMiddle(key: string): HTMLElement | null {
    const index = this.#indexOf(key)
    const isNear = this.#isNear(index)
    const row = this.#drawAround(index)
    if (!row) return null
    const top = row.offsetTop - (this.#list.clientHeight - row.offsetHeight) / 2
    if (isNear && !wantsStill()) {
      this.#atEnd = false
      this.#list.scrollTo({ top, behavior: 'smooth' })
    } else this.#moveTo(top)
    return row
  }

  #indexOf(key: string): number {
    return this.#rows.items.findIndex((item) => item.key === key)
  }

  #nextRange(visible: Range): Range {
    return nextRange(this.#rows.range, visible, this.#rows.items.length)
  }

  #scrollBy(px: number): void {
    if (px !== 0) this.#list.scrollTop += px
  }

  #moveTo(top: number): void {
    this.#list.scrollTop = top
    this.#noteEnd()
    this.#fillLater()
  }

  #noteEnd(): void {
    this.#atEnd = this.#rows.range.to === this.#rows.items.length && isAtEnd(this.#list)
  }

  #drawAround(index: number): HTMLElement | null {
    const item = this.#rows.items[index]
    if (!item) return null
    this.#rows.draw(this.#nextRange({ from: index, to: index + 1 }))
    this.#rows.measure()
    return this.#rows.elementOf(item.key)
  }

  #isNear(index: number): boolean {
    const { from, to } = this.#rows.visible()
    const reach = (to - from) * nearScreens
    return index >= from - reach && index < to + reach && this.#rows.range.from <= index && index < this.#rows.range.to
  }

  /** Where the rows on screen, and those drawn around them, stand among the next items. */
  #follow(items: readonly Item[]): { visible: Range; held: Range } {
    const visible = this.#rows.visible()
    const onScreen = this.#rows.items.slice(visible.from, visible.to).filter(({ kind }) => kind === 'message')
    for (const { key } of onScreen) {
      const from = items.findIndex((item) => item.key === key)
      if (from < 0) continue
      const span = visible.to - visible.from
      return { visible: { from, to: from + span }, held: this.#rows.drawnAround(items, from) }
    }
    return { visible, held: this.#rows.range }
  }

  #scrolled(): void {
    this.#slide()
    this.#onScroll(this.#atEnd ? null : this.#rows.dayAtTop())
  }

  // The room above gives way, not the reader's wheel: to set the scroll position would stop it.
  #slide(): void {
    const visible = this.#rows.visible()
    const { from, to } = this.#rows.range
    const next = this.#nextRange(visible)
    if (next.from !== from || next.to !== to) {
      const moved = rememberPlace(this.#rows.onScreen())
      this.#rows.draw(next)
      const movedPx = moved()
      // Before anything is changed once more: the page is laid out a single time for both.
      this.#rows.measure()
      this.#scrollBy(this.#rows.absorb(movedPx))
    }
    this.#noteEnd()
    this.#fillLater()
    this.#onMove()
  }

  // While the reader moves, each move draws enough: the rest waits, or one frame would do both.
  #fillLater(): void {
    clearTimeout(this.#filling)
    if (isComplete(this.#rows.range, this.#rows.visible(), this.#rows.items.length)) return
    this.#filling = setTimeout(() => this.#slide(), fillAfterMs)
  }

  #resized(): void {
    if (this.#list.clientHeight === 0) return
    const { top, width } = this.#list.getBoundingClientRect()
    const movedPx = this.#rows.moved() + top - this.#box.top
    if (width !== this.#box.width) this.#rows.forgetHeights()
    this.#box = { top, width }
    if (this.#atEnd) this.toEnd()
    else {
      this.#scrollBy(movedPx)
      this.#rows.measure()
      this.#fillLater()
    }
    this.#onMove()
  }
}
