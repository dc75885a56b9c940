import type { Clock } from './clock.ts'

export type Presses = {
  /** Whether something was pressed or typed in the last `ms`. */
  isBusy: (ms: number) => boolean
  /** Whether letters were typed in the last `ms`. */
  isTyping: (ms: number) => boolean
  stop: () => void
}

const isLetter = ({ key }: KeyboardEvent): boolean => (key.length === 1 && key !== ' ') || key === 'Backspace'

/** What the person at this page is doing: whatever comes in view meanwhile is not what they press. */
export const watchPresses = ({ now }: Pick<Clock, 'now'>): Presses => {
  const leaving = new AbortController()
  const options = { capture: true, passive: true, signal: leaving.signal }
  let pressedAt = Number.NEGATIVE_INFINITY
  let typedAt = Number.NEGATIVE_INFINITY

  document.addEventListener('pointerdown', () => (pressedAt = now()), options)
  document.addEventListener(
    'keydown',
    (event) => {
      pressedAt = now()
      if (isLetter(event)) typedAt = now()
    },
    options,
  )
  return {
    isBusy: (ms) => now() - pressedAt < ms,
    isTyping: (ms) => now() - typedAt < ms,
    stop: () => leaving.abort(),
  }
}
