export type KeyedView<T> = { element: HTMLElement; update(item: T): void }

/**
 * Shows items as children of `parent`, one element each, kept by key: an update touches only what came, went, moved or
 * changed, and an element that stays in its place is never taken out, so focus and selection survive.
 */
export const createKeyedList = <T extends { key: string }>(
  parent: HTMLElement,
  create: (item: T) => KeyedView<T>,
  onRemove: (element: HTMLElement) => void = () => {},
) => {
  const views = new Map<string, KeyedView<T>>()

  const viewOf = (item: T): KeyedView<T> => {
    const known = views.get(item.key)
    if (known) return known
    const view = create(item)
    views.set(item.key, view)
    return view
  }

  const removeAllBut = (items: readonly T[]): void => {
    const wanted = new Set(items.map((item) => item.key))
    for (const [key, view] of views) {
      if (wanted.has(key)) continue
      onRemove(view.element)
      view.element.remove()
      views.delete(key)
    }
  }

  // One that goes further down is taken out alone; else all that it passes would be moved instead.
  const passOver = (next: Element | null, element: HTMLElement): Element | null => {
    if (next === null || next === element || next.nextElementSibling !== element) return next
    next.remove()
    return element
  }

  return {
    has: (key: string): boolean => views.has(key),
    elementOf: (key: string): HTMLElement | null => views.get(key)?.element ?? null,
    show(items: readonly T[]): void {
      removeAllBut(items)
      let next = parent.firstElementChild
      for (const item of items) {
        const view = viewOf(item)
        view.update(item)
        next = passOver(next, view.element)
        if (view.element === next) next = next.nextElementSibling
        else parent.insertBefore(view.element, next)
      }
    },
  }
}
