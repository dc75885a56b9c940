import type { CallLine } from '#client/call/types'
import type { UncheckedFrame } from './frames.ts'
import type { LineSocket } from './line.ts'

/** Who hears what a page's socket brings of calls. */
export type CallEars = {
  hear: (frame: UncheckedFrame) => void
  lineOpened: () => void
  lineLost: () => void
}

/** The socket as calls use it. */
export const createCallLine = (line: Pick<LineSocket, 'ask'>, isOpen: () => boolean): CallLine => ({
  request: (event, data) => line.ask({ ns: '/call', event, data }),
  isOpen,
})
