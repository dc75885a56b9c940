import type { CallView } from '#client/call/types'
import type { CallTexts } from '#client/i18n/call-texts'

const secondMs = 1000

const two = (count: number): string => String(count).padStart(2, '0')

/** "4:12", from an hour on "1:04:12". */
export const callClock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / secondMs))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** "4 dk 12 sn"; empty for 0, where nobody talked. */
export const callLength = (seconds: number, c: CallTexts): string =>
  seconds > 0 ? c.length(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60) : ''

/**
 * The line below a name. `time` runs and is not read out at each second; `isSpoken`: the word is for those who hear the
 * page, the time alone says it to the others. `before` is for the former only.
 */
export type CallLineWords = Readonly<{ before?: string; word: string; time: string; isSpoken?: boolean }>

/** What a call that is not over is at. */
export const callLineOf = (call: CallView, now: number, c: CallTexts): CallLineWords => {
  switch (call.phase) {
    case 'outgoing':
      return call.callId === null
        ? { word: c.calling, time: '' }
        : { word: c.ringing, time: callClock(now - call.rangAt) }
    case 'active':
      return { word: c.talking, time: callClock(now - (call.connectedAt ?? now)), isSpoken: true }
    case 'reconnecting': {
      const seconds = Math.max(0, Math.floor((now - (call.reconnectingSince ?? now)) / secondMs))
      return { word: c.reconnecting, time: c.seconds(seconds) }
    }
    case 'incoming':
    case 'connecting':
    case 'ended':
      return { word: c.connecting, time: '' }
  }
}

/** Milliseconds until that line reads otherwise. */
export const nextSecondMs = ({ phase, rangAt, connectedAt, reconnectingSince }: CallView, now: number): number => {
  const since = phase === 'reconnecting' ? reconnectingSince : phase === 'active' ? connectedAt : rangAt
  const passed = Math.max(0, now - (since ?? now))
  return secondMs - (passed % secondMs)
}
