import type { Clock } from '#client/platform/clock'
import { createTimers } from './timers.ts'

export type RoomCheckPorts = {
  clock: Clock
  random: () => number
  isVisible: () => boolean
  /** Says what is held once more; a history must follow. */
  joinAgain: () => unknown
  /** It did not. */
  onStuck: () => void
}

export type RoomCheck = {
  lineOpened: () => void
  lineLost: () => void
  joining: () => void
  caughtUp: () => void
  /** The page came back into view. */
  shown: () => void
  cancel: () => void
}

const everyMs = 20_000
const historyWithinMs = 8_000

/**
 * A line that answers may still have lost a room: what passed by without a later frame is no hole. So the page says now
 * and then what it holds of the conversation it shows; where nothing comes back, the line is worth nothing. With the
 * banner that is known within 30 s.
 */
export const createRoomCheck = ({ clock, random, isVisible, joinAgain, onStuck }: RoomCheckPorts): RoomCheck => {
  const timers = createTimers<'again' | 'stuck'>(clock)
  let isLineOpen = false

  const lookNow = (): void => {
    if (isLineOpen && isVisible()) joinAgain()
  }
  const shown = (): void => {
    if (!timers.isSet('again') && !timers.isSet('stuck')) lookNow()
  }
  const joining = (): void => {
    timers.cancel('again')
    if (isLineOpen) timers.set('stuck', historyWithinMs, onStuck)
  }
  const caughtUp = (): void => {
    timers.cancel('stuck')
    timers.set('again', everyMs * (0.7 + 0.3 * random()), lookNow)
  }
  const lineOpened = (): void => {
    isLineOpen = true
  }
  const lineLost = (): void => {
    isLineOpen = false
    timers.cancelAll()
  }
  return { lineOpened, lineLost, joining, caughtUp, shown, cancel: timers.cancelAll }
}
