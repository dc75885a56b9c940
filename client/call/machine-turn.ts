import type { Due, Effect, MachineState, OwnCall, PeerWord, TimerName } from './machine-types.ts'
import type { CallNote, OwnStatus } from './types.ts'

/** One step of the machine while it is made: `state` is replaced, never changed. */
export type Turn = { state: MachineState; readonly effects: Effect[]; readonly now: number }

export const act = (turn: Turn, ...effects: Effect[]): void => {
  turn.effects.push(...effects)
}

export const change = (turn: Turn, patch: Partial<MachineState>): void => {
  turn.state = { ...turn.state, ...patch }
}

export const changeCall = (turn: Turn, patch: Partial<OwnCall>): void => {
  if (turn.state.call) change(turn, { call: { ...turn.state.call, ...patch } })
}

/** A number that was never used before. */
export const nextId = (turn: Turn): number => {
  change(turn, { lastId: turn.state.lastId + 1 })
  return turn.state.lastId
}

/** The call that is on: it rings, or has been accepted, and has not ended. */
export const onCall = ({ state: { call } }: Turn): OwnCall | null => (call && call.phase !== 'ended' ? call : null)

export const wait = (turn: Turn, name: TimerName, delayMs: number): void =>
  change(turn, { due: { ...turn.state.due, [name]: turn.now + delayMs } })

export const isWaiting = ({ state: { due } }: Turn, name: TimerName): boolean => due[name] !== undefined

export const stopWaiting = (turn: Turn, ...names: TimerName[]): void => {
  const left = Object.entries(turn.state.due).filter(([name]) => !names.some((one) => one === name))
  change(turn, { due: Object.fromEntries(left) as Due })
}

/** What became of the timers between two states, as effects. */
export const timerEffects = (before: Due, after: Due, now: number): Effect[] => {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as TimerName[])
  return [...names].flatMap((name) => {
    const at = after[name]
    if (at === before[name]) return []
    return [{ kind: 'timer', name, delayMs: at === undefined ? null : Math.max(0, at - now) }]
  })
}

export const tellPeer = (turn: Turn, word: PeerWord): void => {
  const peer = onCall(turn)?.peer ?? null
  if (peer !== null) act(turn, { kind: 'tellPeer', id: peer, word })
}

/** It is one to speak in: whoever has no microphone then is not heard. */
export const isTalking = ({ phase }: OwnCall): boolean => phase === 'active' || phase === 'reconnecting'

export const ownStatus = ({ isMuted, isPaused, camera, microphone }: OwnCall): OwnStatus => ({
  isMuted: isMuted || microphone === null,
  isPaused,
  hasCamera: camera === 'on',
})

export const sayStatus = (turn: Turn): void => {
  const call = onCall(turn)
  if (call) tellPeer(turn, { say: ownStatus(call) })
}

const passingMs = 8000
const passing: readonly CallNote[] = ['microphone_changed', 'camera_refused', 'camera_absent', 'camera_lost']

/** Notes of what has just happened go by themselves, or with the next of them. */
export const putNote = (turn: Turn, note: CallNote): void => {
  const call = onCall(turn)
  if (!call) return
  const isPassing = passing.includes(note)
  const others = call.notes.filter((one) => one !== note && !(isPassing && passing.includes(one)))
  changeCall(turn, { notes: [...others, note] })
  if (isPassing) wait(turn, 'note', passingMs)
}

export const dropNotes = (turn: Turn, ...notes: readonly CallNote[]): void => {
  const call = onCall(turn)
  if (call?.notes.some((one) => notes.includes(one)))
    changeCall(turn, { notes: call.notes.filter((one) => !notes.includes(one)) })
}

export const dropPassingNotes = (turn: Turn): void => dropNotes(turn, ...passing)

/** Whether the page that comes after a reload has something to do for this call. */
export const isRemembered = ({ phase, standing }: OwnCall): boolean =>
  standing === 'taken' ||
  standing === 'live' ||
  (phase === 'outgoing' && (standing === 'asked' || standing === 'unsure'))

/** What this tab is in, for the page that comes after a reload. */
export const remember = (turn: Turn): void => {
  const call = onCall(turn)
  if (!call || !isRemembered(call)) return
  const { chatId, callId, isCaller, isMuted } = call
  act(turn, { kind: 'remember', call: { chatId, callId, isCaller, isMuted, at: turn.now } })
  wait(turn, 'memory', rememberEveryMs)
}

const rememberEveryMs = 5000
