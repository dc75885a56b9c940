import { isTalking } from './machine-turn.ts'
import type { MachineState, OwnCall } from './machine-types.ts'
import type { CallNote, CallsView, CallView } from './types.ts'

/** What the machine shows; the streams are beside it. */
export type Shown = Pick<CallsView, 'call' | 'waiting'>

const notesOf = (call: OwnCall, isLineOpen: boolean): CallNote[] => {
  const { phase, notes, isPlaying, isPaused, other, isAllBusy, microphone, microphoneAsked } = call
  if (phase === 'ended' || phase === 'incoming') return []
  const isRinging = phase === 'outgoing'
  // In the order of `CallNote`.
  const said: readonly (readonly [CallNote, boolean])[] = [
    ['tap_to_hear', !isPlaying],
    [
      'not_heard',
      notes.includes('not_heard') || (isTalking(call) && microphone === null && microphoneAsked?.wish === 'answer'),
    ],
    ['microphone_lost', notes.includes('microphone_lost')],
    ['microphone_changed', notes.includes('microphone_changed')],
    ['camera_refused', notes.includes('camera_refused')],
    ['camera_absent', notes.includes('camera_absent')],
    ['camera_lost', notes.includes('camera_lost')],
    ['own_paused', isPaused],
    ['other_paused', other.isPaused],
    ['other_muted', other.isMuted && !other.isPaused],
    ['line_down', !isRinging && !isLineOpen],
    ['rings_unseen', isRinging && !isLineOpen],
    ['all_busy', isRinging && isAllBusy],
  ]
  return said.flatMap(([note, isSaid]) => (isSaid ? [note] : []))
}

const viewOf = (call: OwnCall, isLineOpen: boolean): CallView => {
  const { chatId, callId, phase, isCaller, fromName, video, rangAt, connectedAt, reconnectingSince } = call
  const { camera, canFlip, other, end } = call
  const isMuted = call.isMuted || (isTalking(call) && call.microphone === null)
  const notes = notesOf(call, isLineOpen)
  const who = { chatId, callId, phase, isCaller, fromName, video }
  return { ...who, rangAt, connectedAt, reconnectingSince, isMuted, camera, canFlip, other, notes, end }
}

/** While this side rings, the other side's ring in the same conversation is not another call: the server makes one of them. */
const waitingOf = ({ call, waiting }: MachineState): Shown['waiting'] =>
  call?.phase === 'outgoing' ? waiting.filter(({ chatId }) => chatId !== call.chatId) : waiting

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

const isSameCall = (a: CallView, b: CallView): boolean =>
  (Object.keys(a) as (keyof CallView)[]).every((key) =>
    key === 'notes' ? isSameList(a.notes, b.notes) : a[key] === b[key],
  )

/** What is shown of a state; the same objects as before where nothing in them changed. */
export const show = (state: MachineState, before: Shown): Shown => {
  const next = state.call && viewOf(state.call, state.isLineOpen)
  const call = next && before.call && isSameCall(next, before.call) ? before.call : next
  const listed = waitingOf(state)
  const waiting = isSameList(listed, before.waiting) ? before.waiting : listed
  return call === before.call && waiting === before.waiting ? before : { call, waiting }
}
