const focusable = 'a[href], button, input, textarea, [tabindex]'

/** Moves the focus to the first that takes it in a place, or after it: for a place whose content goes with the focus in it. */
export const focusOn = (place: Element): void => {
  const isFrom = (other: Element): boolean =>
    (place.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  const takesIt = (one: HTMLElement): boolean => one.tabIndex >= 0 && !one.closest('[hidden], :disabled')
  const next = [...document.querySelectorAll<HTMLElement>(focusable)].find((one) => isFrom(one) && takesIt(one))
  next?.focus({ preventScroll: true })
}
