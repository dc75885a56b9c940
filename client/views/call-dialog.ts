import type { Presses } from '#client/platform/presses'

/** How long what just came in view is deaf to presses that were meant for what stood there before. */
const strayMs = 600
/** Only who pressed or typed that shortly before can have meant something else. */
const busyMs = 1500

type CallDialogOptions = {
  dialog: HTMLDialogElement
  now: () => number
  presses: Pick<Presses, 'isBusy' | 'isTyping'>
  /** Escape, or the system's "back". */
  onEscape: () => void
}

/**
 * A dialog of the browser's own that is opened and closed by what is shown, not by the person: it holds the focus while it
 * is open and gives it back.
 */
export const createCallDialog = ({ dialog, now, presses, onEscape }: CallDialogOptions) => {
  let wanted = false
  let deafUntil = 0

  const show = (): void => {
    if (dialog.open || !dialog.isConnected) return
    const isBusy = presses.isBusy(busyMs)
    deafUntil = isBusy ? now() + strayMs : 0
    dialog.classList.toggle('hurried', isBusy)
    dialog.showModal()
  }
  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return
    event.preventDefault()
    onEscape()
  })
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onEscape()
    }
    // Whoever was writing when it rang neither answers nor declines with the next space.
    const isPress = event.key === 'Enter' || event.key === ' '
    const isStray = event.repeat || now() < deafUntil || presses.isTyping(strayMs)
    if (isPress && isStray) event.preventDefault()
  })
  // A browser may close it without asking; what is shown stays shown.
  dialog.addEventListener('close', () => wanted && show())
  return {
    /** True where it was closed before. */
    open(): boolean {
      wanted = true
      const wasClosed = !dialog.open
      show()
      return wasClosed
    },
    close(): void {
      wanted = false
      dialog.close()
    },
  }
}
