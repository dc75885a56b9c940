const flashMs = 1600

/** Lets a row light up for a moment. */
export const pointOut = (row: HTMLElement): void => {
  row.classList.remove('flash')
  // Read so that the style without it is seen: the same message may be pointed out twice.
  void row.offsetWidth
  row.classList.add('flash')
  setTimeout(() => row.classList.remove('flash'), flashMs)
}

/** Gives a row the focus, so that the keys go on from there; false for somebody whose hands are elsewhere, as in a search. */
export const takeFocus = (list: HTMLElement, row: HTMLElement): boolean => {
  const { activeElement, body } = document
  if (activeElement !== body && !list.contains(activeElement)) return false
  row.focus({ preventScroll: true })
  return true
}
