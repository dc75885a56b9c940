import type { CallView } from '#client/call/types'
import type { Clock } from '#client/platform/clock'
import type { CallOver } from './call-ends.ts'
import type { SoundHint } from './call-notes.ts'

const briefMs = 2000

/** What the screen alone knows of a call, from its first sight until another takes its place. */
export type Seat = {
  readonly chatId: string
  readonly rangAt: number
  isMinimised: boolean
  hint: SoundHint | null
  over: CallOver | null
  /** Milliseconds since 1970: until then the server takes no ring. */
  refusedUntil: number | null
}

type SeatOptions = {
  clock: Clock
  overOf: (ended: CallView) => CallOver | null
  dismiss: () => void
  onOver: () => void
}

/** Keeps one at a time, and puts away by itself what is over without need of a word. */
export const createCallSeat = ({ clock, overOf, dismiss, onOver }: SeatOptions) => {
  let seat: Seat | null = null
  let stopLeaving = (): void => {}

  const leave = (): void => {
    stopLeaving()
    if (seat) onOver()
    seat = null
  }

  const isOther = ({ chatId, rangAt, phase }: CallView): boolean =>
    seat?.chatId !== chatId || seat.rangAt !== rangAt || (seat.over !== null && phase !== 'ended')

  /** How it ended may be said anew once the server is heard. */
  const takeEnd = (call: CallView, taken: Seat): void => {
    const over = overOf(call)
    if (!over || JSON.stringify(over) === JSON.stringify(taken.over)) return
    const retryAfterMs = call.end?.retryAfterMs
    taken.over = over
    taken.refusedUntil = retryAfterMs === undefined ? null : clock.now() + retryAfterMs
    stopLeaving()
    onOver()
    if (over.stay !== 'lasting') stopLeaving = clock.after(over.stay === 'brief' ? briefMs : 0, dismiss)
  }

  return {
    current: (): Seat | null => seat,
    take(call: CallView | null): void {
      if (!call) return leave()
      if (isOther(call)) leave()
      const { chatId, rangAt } = call
      seat ??= { chatId, rangAt, isMinimised: false, hint: null, over: null, refusedUntil: null }
      takeEnd(call, seat)
    },
  }
}
