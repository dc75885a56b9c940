import { isSwipe, swipeOffset, swipeReplies } from './swipe.ts'

type MessageGestures = {
  onMenu(id: number, anchor: HTMLElement): void
  onReply(id: number): void
  /** Where the focus goes from the messages. */
  onLeave(): void
}

const longPressMs = 450
const slackPx = 10

type Touch = { row: HTMLElement; id: number; x: number; y: number; pointerId: number; isSwiping: boolean }

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.msg[data-id]') : null

const idOf = (row: HTMLElement): number => Number(row.dataset.id)

/** A press that stays opens the menu of a message, a drag to the side answers it; up and down is left to scrolling. */
export const listenToTouch = (list: HTMLElement, { onMenu, onReply }: MessageGestures): void => {
  let touch: Touch | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = (): void => {
    clearTimeout(timer)
    if (touch?.isSwiping) settle(touch.row)
    touch = null
  }
  const start = (event: PointerEvent): void => {
    end()
    const row = rowOf(event.target)
    if (!row || event.pointerType === 'mouse' || !event.isPrimary || list.closest('.choosing')) return
    touch = { row, id: idOf(row), x: event.clientX, y: event.clientY, pointerId: event.pointerId, isSwiping: false }
    timer = setTimeout(() => {
      end()
      onMenu(idOf(row), row)
    }, longPressMs)
  }
  const move = (event: PointerEvent): void => {
    if (!touch || event.pointerId !== touch.pointerId) return
    const dx = event.clientX - touch.x
    const dy = event.clientY - touch.y
    if (Math.hypot(dx, dy) > slackPx) clearTimeout(timer)
    if (!touch.isSwiping && isSwipe(dx, dy)) {
      touch.isSwiping = true
      list.setPointerCapture?.(event.pointerId)
    }
    if (touch.isSwiping) drag(touch.row, dx)
  }
  const lift = (event: PointerEvent): void => {
    const done = touch?.isSwiping && swipeReplies(event.clientX - touch.x) ? touch.id : null
    end()
    if (done !== null) onReply(done)
  }
  list.addEventListener('pointerdown', start)
  list.addEventListener('pointermove', move)
  list.addEventListener('pointerup', lift)
  list.addEventListener('pointercancel', end)
  // Android asks for its own menu at the same moment.
  list.addEventListener('contextmenu', (event) => {
    if (touch || (event as PointerEvent).pointerType === 'touch') event.preventDefault()
  })
}

const drag = (row: HTMLElement, dx: number): void => {
  row.dataset.swipe = swipeReplies(dx) ? 'armed' : 'on'
  row.style.setProperty('--swipe', `${swipeOffset(dx)}px`)
}

const settle = (row: HTMLElement): void => {
  delete row.dataset.swipe
  row.style.removeProperty('--swipe')
}

const neighbours: Record<string, (row: Element) => Element | null> = {
  ArrowUp: (row) => row.previousElementSibling,
  ArrowDown: (row) => row.nextElementSibling,
}

const nextRow = (row: Element, key: string): HTMLElement | null => {
  const step = neighbours[key]
  let next = step?.(row) ?? null
  while (next && !rowOf(next)) next = step?.(next) ?? null
  return rowOf(next)
}

const newestInView = (list: HTMLElement): HTMLElement | null => {
  const { bottom } = list.getBoundingClientRect()
  const rows = [...list.querySelectorAll<HTMLElement>('.msg[data-id]')]
  return rows.findLast((row) => row.getBoundingClientRect().top <= bottom) ?? null
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** Tab or Enter on the list steps onto its newest message; the arrows go from one to the next, Enter opens the menu. */
export const listenToKeys = (list: HTMLElement, { onMenu, onReply, onLeave }: MessageGestures): void => {
  list.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return
    const act = target.matches('.msg[data-id]') ? onRow(target, event) : onList(target, event)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
    if (key.startsWith('Arrow')) (document.activeElement ?? target).scrollIntoView({ block: 'nearest' })
  })
  // The key of the context menu asks for it once more, at the row that has the focus.
  list.addEventListener('contextmenu', (event) => {
    if (event.target instanceof HTMLElement && event.target === document.activeElement) event.preventDefault()
  })

  const onList = (target: HTMLElement, { key, shiftKey }: KeyboardEvent): (() => void) | null => {
    if (!target.matches('#msgs') || !(key === 'Enter' || (key === 'Tab' && !shiftKey))) return null
    const row = newestInView(list)
    return row && (() => row.focus())
  }
  const onRow = (row: HTMLElement, event: KeyboardEvent): (() => void) | null => {
    if (isMenuKey(event)) return () => onMenu(idOf(row), row)
    if (event.key === 'Escape') return onLeave
    if (event.key === 'r') return () => onReply(idOf(row))
    const next = nextRow(row, event.key)
    return next && (() => next.focus({ preventScroll: true }))
  }
}
