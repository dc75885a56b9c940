import type { Clock } from '#client/platform/clock'

export type FallbackPorts = {
  clock: Clock
  random: () => number
  isVisible: () => boolean
  /** Asks for what is new; false where no answer came. */
  ask: () => Promise<boolean>
  onChange: () => void
}

export type Fallback = {
  setOpen: (isLineOpen: boolean) => void
  /** There is a reason to hope for an answer, or somebody who looks at it. */
  lookNow: () => void
  /** The line is down, and the last question was answered. */
  isAnswered: () => boolean
  stop: () => void
}

// A line that comes back at once needs no asking.
const firstAfterMs = 3_000
const everyMs = 5_000
const mostMs = 30_000

/** While the line is down the page asks: every five seconds or so, more rarely where nobody answers, never unseen. */
export const createFallback = ({ clock, random, isVisible, ask, onChange }: FallbackPorts): Fallback => {
  let isDown = false
  let isLooking = false
  let isWantedAgain = false
  let answered = false
  let cancel = (): void => {}
  let waitMs = everyMs

  const lookIn = (ms: number): void => {
    cancel()
    cancel = clock.after(ms * (0.8 + 0.4 * random()), () => void look())
  }
  const tell = (isAnswered: boolean): void => {
    if (answered === isAnswered) return
    answered = isAnswered
    onChange()
  }
  const look = async (): Promise<void> => {
    // Seen again, it looks by itself.
    if (isLooking || !isVisible()) return
    isLooking = true
    isWantedAgain = false
    const isAnswered = await ask()
    isLooking = false
    if (!isDown) return
    waitMs = isAnswered ? everyMs : Math.min(waitMs * 2, mostMs)
    tell(isAnswered)
    lookIn(isWantedAgain ? 0 : waitMs)
  }
  const stop = (): void => {
    isDown = false
    answered = false
    cancel()
  }
  const setOpen = (isLineOpen: boolean): void => {
    if (isLineOpen) return stop()
    if (isDown) return
    isDown = true
    waitMs = everyMs
    lookIn(firstAfterMs)
  }
  // An answer that is on its way may be about what was looked at before.
  const lookNow = (): void => {
    isWantedAgain = isLooking
    if (isDown) lookIn(0)
  }
  return { setOpen, lookNow, isAnswered: () => answered, stop }
}
