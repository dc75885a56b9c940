const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** Lets the arrows, Home and End go through the keys of a list; Tab still reaches each of them. */
export const moveByArrows = (list: HTMLElement, onAbove: () => void = () => {}): void => {
  list.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    const keys = [...list.querySelectorAll('button')].filter((key) => key.closest('[hidden]') === null)
    const at = keys.findIndex((key) => key.contains(document.activeElement))
    if (!step || at < 0) return
    event.preventDefault()
    const next = step(at, keys.length - 1)
    if (next < 0) onAbove()
    else keys[next]?.focus()
  })
}
