import { isAtEnd } from './scrolling.ts'

const firstOnScreen = (list: HTMLElement): Element | null => {
  const top = list.getBoundingClientRect().top
  return [...list.getElementsByClassName('msg')].find((row) => row.getBoundingClientRect().bottom > top) ?? null
}

/**
 * Keeps what the reader looks at where it is: at the end the list follows what comes, elsewhere the first message on
 * screen stays put, whatever comes above or below it and however the list is resized.
 */
export const createReadingPlace = (list: HTMLElement, onMove: () => void) => {
  let atEnd = true
  let top = 0

  const toEnd = (): void => {
    list.scrollTop = list.scrollHeight
    atEnd = true
  }

  const settle = (): void => {
    if (list.clientHeight === 0) return
    const before = top
    top = list.getBoundingClientRect().top
    if (atEnd) toEnd()
    else list.scrollTop += top - before
    onMove()
  }

  list.addEventListener(
    'scroll',
    () => {
      atEnd = isAtEnd(list)
      onMove()
    },
    { passive: true },
  )
  new ResizeObserver(settle).observe(list)

  return {
    toEnd,
    isAtEnd: (): boolean => atEnd,
    keep(change: () => void): void {
      const anchor = atEnd ? null : firstOnScreen(list)
      const before = anchor?.getBoundingClientRect().top ?? 0
      change()
      if (atEnd) toEnd()
      else if (anchor?.isConnected) list.scrollTop += anchor.getBoundingClientRect().top - before
    },
    /** Puts an element near the top of the list; what is below it may already fit. */
    reveal(element: HTMLElement): void {
      list.scrollTop += element.getBoundingClientRect().top - list.getBoundingClientRect().top - 12
      atEnd = isAtEnd(list)
    },
  }
}
