import type { Clock } from '#client/platform/clock'
import type { OpenSocket } from '#client/platform/socket'
import type { Line } from '#client/state/types'
import { closeCodes } from '#protocol/refusals'
import type { EventFrame, UncheckedFrame } from './frames.ts'

/** `gone`: the session is over. `elsewhere`: another device ended it. `outdated`: this page is too old for the server. */
export type EndReason = 'gone' | 'elsewhere' | 'outdated'

/** The codes with which the server closes a socket for good. */
export const endings: Readonly<Record<number, EndReason>> = {
  [closeCodes.sessionGone]: 'gone',
  [closeCodes.endedElsewhere]: 'elsewhere',
}

export type LinePorts = {
  url: string
  openSocket: OpenSocket
  clock: Clock
  /** 0 to 1 */
  random: () => number
  /** Whether the session behind a connect that failed still exists; a browser does not tell the 401 of a socket. */
  isSessionGone: () => Promise<boolean>
  onState: (line: Line) => void
  onFrame: (frame: EventFrame) => void
  onCall?: (frame: UncheckedFrame) => void
  onEnd: (reason: EndReason) => void
}
