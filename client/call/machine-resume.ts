import type { Reply } from '#client/net/requests'
import type { CallNow } from '#protocol/call-frames'
import { askIce, graceMicrophone, openMicrophone, watchIce } from './machine-build.ts'
import { begin, endOther, setAside } from './machine-ends.ts'
import { askLater, found } from './machine-found.ts'
import { catchUp } from './machine-line.ts'
import { reconnecting } from './machine-live.ts'
import { act, change, changeCall, onCall, remember, type Turn, wait } from './machine-turn.ts'

const ringsForMs = 60_000

/** The call that this tab was in before it was loaded anew is taken up where it still is on. */
export const resumed = (turn: Turn, reply: Reply): void => {
  const { resuming, self } = turn.state
  const now = found(reply)
  if (!resuming) return
  if (now.kind === 'later') return askLater(turn, now.delayMs)
  const { chatId, callId, isMuted } = resuming
  if (callId === null) return
  change(turn, { resuming: null })
  const phase = onCall(turn)?.phase
  if (phase !== undefined && phase !== 'incoming') {
    if (now.kind === 'on') endOther(turn, chatId, callId, 'call:end')
    return
  }
  if (now.kind === 'none' || !isOwn(now.call, callId, self)) {
    act(turn, { kind: 'forget' })
    return phase === undefined ? catchUp(turn) : undefined
  }
  takeUp(turn, chatId, isMuted, now.call)
}

const isOwn = ({ call_id: id, state, caller }: CallNow, callId: string, self: string): boolean =>
  id === callId && (state === 'live' || caller === self)

const takeUp = (turn: Turn, chatId: string, isMuted: boolean, now: CallNow): void => {
  const { call_id: callId, state, caller, video, accepted_at: at } = now
  setAside(turn)
  const isCaller = caller === turn.state.self
  const shown = { chatId, callId, isCaller, fromName: null, video }
  const acceptedAt = Date.parse(at ?? '')
  begin(turn, { ...shown, phase: state === 'live' ? 'reconnecting' : 'outgoing' })
  changeCall(turn, {
    isMuted,
    standing: state === 'live' ? 'live' : 'taken',
    connectedAt: state === 'live' ? Math.min(turn.now, Number.isNaN(acceptedAt) ? turn.now : acceptedAt) : null,
  })
  if (state === 'live') reconnecting(turn)
  else wait(turn, 'ring', ringsForMs)
  openMicrophone(turn, 'answer')
  graceMicrophone(turn)
  remember(turn)
  askIce(turn)
  watchIce(turn)
}
