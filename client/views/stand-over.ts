/**
 * Lays an element over a conversation, all but its composer (`.dock`), which it leaves free and darkens. While it lies
 * there, nothing beneath it can be reached, and `onKey` hears every key first, those of the composer too.
 */
export const standOver = (talk: HTMLElement, element: HTMLElement, onKey: (event: KeyboardEvent) => void) => {
  const dock = talk.querySelector<HTMLElement>('.dock')
  const fit = new ResizeObserver(() => element.style.setProperty('--dock', `${dock?.offsetHeight ?? 0}px`))
  let beneath: HTMLElement[] = []
  return {
    open(): void {
      beneath = [...talk.children].filter(
        (child): child is HTMLElement => child !== dock && !(child as HTMLElement).inert,
      )
      for (const child of beneath) child.inert = true
      talk.classList.add('previewing')
      if (dock) dock.before(element)
      else talk.append(element)
      if (dock) fit.observe(dock)
      talk.addEventListener('keydown', onKey, { capture: true })
    },
    close(): void {
      for (const child of beneath) child.inert = false
      talk.classList.remove('previewing')
      element.remove()
      fit.disconnect()
      talk.removeEventListener('keydown', onKey, { capture: true })
    },
  }
}
