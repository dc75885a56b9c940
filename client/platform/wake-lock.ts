import { isVisible, onVisibility } from './visibility.ts'

export type WakeLock = { hold: () => void; release: () => void }

/** Keeps the screen lit while it is held; nothing where the browser or the battery says no. */
export const createWakeLock = (): WakeLock => {
  let stopListening: (() => void) | null = null
  let held: Promise<WakeLockSentinel | null> = Promise.resolve(null)

  const ask = (): void => {
    if (isVisible() && navigator.wakeLock) held = navigator.wakeLock.request('screen').catch(() => null)
  }
  return {
    hold: () => {
      if (stopListening) return
      // A browser takes it back from a page that nobody sees.
      stopListening = onVisibility((visible) => visible && ask())
      ask()
    },
    release: () => {
      stopListening?.()
      stopListening = null
      void held.then((lock) => lock?.release()).catch(() => undefined)
      held = Promise.resolve(null)
    },
  }
}
