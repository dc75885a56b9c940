import type { CallPhase, CallView } from '#client/call/types'
import type { Clock } from '#client/platform/clock'
import type { Ringtone } from '#client/platform/ringtone'
import { createTitleFlash } from '#client/platform/title-flash'
import type { WakeLock } from '#client/platform/wake-lock'

export type CallAlertsPorts = {
  clock: Clock
  ringtone: Ringtone
  wakeLock: WakeLock
  /** Has the system route sound as for a call. */
  claimSound: (isInCall: boolean) => void
  /** What the tab's title says while this call rings. */
  titleOf: (call: CallView) => string
}

export type CallAlerts = {
  update: (call: CallView | null) => void
  /** The call that rings does so without a sound. */
  silence: () => void
  stop: () => void
}

const lit: ReadonlySet<CallPhase> = new Set(['outgoing', 'connecting', 'active', 'reconnecting'])

const ask = (event: Event): void => event.preventDefault()

/** All by which a call makes itself felt beside its screen. */
export const createCallAlerts = (ports: CallAlertsPorts): CallAlerts => {
  const { clock, ringtone, wakeLock, claimSound, titleOf } = ports
  const title = createTitleFlash(clock)
  let ringing: string | null = null
  let silenced: string | null = null
  let isKept = false

  const ring = (call: CallView | null): void => {
    ringing = call?.phase === 'incoming' ? call.callId : null
    if (ringing !== null && ringing !== silenced) ringtone.ring('incoming')
    else if (call?.phase === 'outgoing') ringtone.ring('outgoing')
    else ringtone.stop()
    if (call && ringing !== null) title.start(titleOf(call))
    else title.stop()
  }
  const keepPage = (isOn: boolean): void => {
    if (isOn === isKept) return
    isKept = isOn
    claimSound(isOn)
    if (isOn) wakeLock.hold()
    else wakeLock.release()
    // A page that listens for it is not kept for the way back, so it does only during a call.
    if (isOn) addEventListener('beforeunload', ask)
    else removeEventListener('beforeunload', ask)
  }
  const update = (call: CallView | null): void => {
    ring(call)
    keepPage(call !== null && lit.has(call.phase))
  }
  return {
    update,
    silence: () => {
      silenced = ringing
      ringtone.stop()
    },
    stop: () => update(null),
  }
}
