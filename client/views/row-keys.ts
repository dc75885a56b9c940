const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** Lets the arrows, Home and End go through the keys of a list; Tab still reaches each of them. */
export const moveByArrows = (list: HTMLElement): void => {
  list.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    const keys = [...list.querySelectorAll('button')]
    const at = keys.findIndex((key) => key.contains(document.activeElement))
    if (!step || at < 0) return
    event.preventDefault()
    keys[step(at, keys.length - 1)]?.focus()
  })
}
