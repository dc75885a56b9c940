import { createTimers } from '#client/net/timers'
import type { Clock } from '#client/platform/clock'

const patienceMs = 5000
const pauseMs = 1500
const calmAfterMs = 15_000

export type OfferingPorts = {
  clock: Clock
  /** Looks for another path for the connection that is there. */
  offer: () => void
  /** Makes the connection anew, and offers it. */
  offerAnew: () => void
}

export type Offering = {
  /** An offer was made. */
  offered: () => void
  answered: () => void
  /** There may be a better path. Several reasons at once are one. */
  want: () => void
  /** Nothing comes through. An offer gets its time; one that was answered and brought nothing is not made again. */
  mend: () => void
  stop: () => void
}

/** When the caller offers, after the first time. */
export const createOffering = ({ clock, offer, offerAnew }: OfferingPorts): Offering => {
  const timers = createTimers<'pause' | 'patience' | 'calm'>(clock)
  let isAnswered = false
  let isWanted = false

  const pauseOver = (): void => {
    if (isWanted) want()
  }
  const offered = (): void => {
    isAnswered = isWanted = false
    timers.set('pause', pauseMs, pauseOver)
    timers.set('patience', patienceMs, () => undefined)
  }
  const want = (): void => {
    isWanted = timers.isSet('pause')
    if (isWanted) return
    offered()
    offer()
  }
  const mend = (): void => {
    if (timers.isSet('patience')) return
    const wasInVain = isAnswered && timers.isSet('calm')
    timers.set('calm', calmAfterMs, () => undefined)
    if (wasInVain) return offerAnew()
    offered()
    offer()
  }
  const answered = (): void => {
    isAnswered = true
  }
  return { offered, answered, want, mend, stop: timers.cancelAll }
}
