import type { Point } from './viewer-zoom.ts'

export type StageGestures = {
  /** Whether the picture is larger than the stage: then a drag moves it, else it turns the page. */
  isZoomed: () => boolean
  /** By this factor, around this point, counted from the middle of the stage. */
  onZoom: (factor: number, at: Point) => void
  onMove: (by: Point) => void
  /** So far it is dragged from where it lies. */
  onDrag: (by: Point) => void
  onDragEnd: (by: Point) => void
  /** Two taps or clicks in a row. */
  onDoubleTap: (at: Point) => void
  onTapBeside: () => void
}

const slackPx = 10
const doubleWithinMs = 300
const doubleWithinPx = 30
const wheelStep = 0.0022

type Track = { at: Point; from: Point; isStill: boolean }

const between = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
const length = ({ x, y }: Point): number => Math.hypot(x, y)

class Stage {
  readonly #stage: HTMLElement
  readonly #gestures: StageGestures
  readonly #tracks = new Map<number, Track>()
  /** A pinch is no drag, also when its first finger has left. */
  #hasPinched = false
  #lastTap: { at: Point; ms: number } | null = null

  constructor(stage: HTMLElement, gestures: StageGestures) {
    this.#stage = stage
    this.#gestures = gestures
    stage.addEventListener('wheel', (event) => this.#wheel(event), { passive: false })
    stage.addEventListener('pointerdown', (event) => this.#down(event))
    stage.addEventListener('pointermove', (event) => this.#move(event))
    stage.addEventListener('pointerup', (event) => this.#up(event, true))
    stage.addEventListener('pointercancel', (event) => this.#up(event, false))
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = this.#stage.getBoundingClientRect()
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
  }

  // A pinch on a touchpad comes as a wheel, too.
  #wheel(event: WheelEvent): void {
    event.preventDefault()
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
    const strength = event.ctrlKey ? 4 : 1
    this.#gestures.onZoom(Math.exp(-pixels * wheelStep * strength), this.#pointOf(event))
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest('button, a')) return
    const at = this.#pointOf(event)
    this.#tracks.set(event.pointerId, { at, from: at, isStill: true })
    this.#hasPinched ||= this.#tracks.size > 1
    this.#stage.setPointerCapture?.(event.pointerId)
  }

  #move(event: PointerEvent): void {
    const track = this.#tracks.get(event.pointerId)
    if (!track) return
    const at = this.#pointOf(event)
    const before = track.at
    const other = [...this.#tracks.values()].find((one) => one !== track)
    track.at = at
    if (length(between(at, track.from)) > slackPx) track.isStill = false
    if (other) this.#pinch(before, at, other.at)
    else if (this.#gestures.isZoomed()) this.#gestures.onMove(between(at, before))
    else if (!track.isStill && !this.#hasPinched) this.#gestures.onDrag(between(at, track.from))
  }

  #pinch(before: Point, at: Point, other: Point): void {
    const was = Math.max(1, length(between(before, other)))
    this.#gestures.onZoom(length(between(at, other)) / was, middle(at, other))
    this.#gestures.onMove(between(middle(at, other), middle(before, other)))
  }

  #up(event: PointerEvent, isMeant: boolean): void {
    const track = this.#tracks.get(event.pointerId)
    if (!track) return
    this.#tracks.delete(event.pointerId)
    const { isStill, at, from } = track
    const wasPinch = this.#hasPinched
    if (this.#tracks.size === 0) this.#hasPinched = false
    if (wasPinch) return
    if (isStill && isMeant) this.#tap(event, at)
    else if (!this.#gestures.isZoomed()) this.#gestures.onDragEnd(isMeant ? between(at, from) : { x: 0, y: 0 })
  }

  // The captured pointer names the stage: what lies there has to be looked up.
  #tap({ timeStamp: ms, clientX, clientY }: PointerEvent, at: Point): void {
    const last = this.#lastTap
    this.#lastTap = { at, ms }
    if (last && ms - last.ms < doubleWithinMs && length(between(at, last.at)) < doubleWithinPx) {
      this.#lastTap = null
      return this.#gestures.onDoubleTap(at)
    }
    if (!document.elementFromPoint(clientX, clientY)?.closest('.sheet-of-picture')) this.#gestures.onTapBeside()
  }
}

/** Wheel, pinch, double tap, drag and swipe on the stage of a picture. */
export const listenToStage = (stage: HTMLElement, gestures: StageGestures): void => {
  new Stage(stage, gestures)
}
