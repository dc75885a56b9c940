import type { RememberedCall } from './calls-ports.ts'
import { askRing } from './machine-deeds.ts'
import { sendEndings } from './machine-ends.ts'
import { askJoin, look, rejoin } from './machine-joins.ts'
import { act, change, changeCall, onCall, type Turn } from './machine-turn.ts'

const rememberedForMs = 60_000

/** A new line: what was left unsaid is said, and this page asks for what it may have missed. */
export const lineOpened = (turn: Turn, remembered: RememberedCall | null): void => {
  // The calls that ring are told again to every new line.
  change(turn, { isLineOpen: true, waiting: [], ...(remembered && { resuming: remembered }) })
  endingsDue(turn)
  catchUp(turn)
}

/** Tells the server of what this page is done with. */
export const endingsDue = (turn: Turn): void => {
  if (!turn.state.isLineOpen) return
  sendEndings(turn)
  askLeftovers(turn)
}

export const lineLost = (turn: Turn): void => {
  change(turn, { isLineOpen: false })
  const standing = onCall(turn)?.standing
  if (standing === 'taken' || standing === 'live') changeCall(turn, { isAway: true })
}

/** Asks for what is on where this page has anything to ask. */
export const catchUp = (turn: Turn): void => {
  const call = onCall(turn)
  if (!turn.state.isLineOpen) return
  if (!call) return resume(turn)
  if (call.standing === 'unsent') return askRing(turn)
  if (call.standing === 'taken' || call.standing === 'live') return rejoin(turn, call.callId)
  if (call.standing !== 'asked') look(turn)
}

const resume = (turn: Turn): void => {
  const { resuming, home } = turn.state
  if (resuming && turn.now - resuming.at <= rememberedForMs)
    return askJoin(turn, { chat_id: resuming.chatId, call_id: resuming.callId }, { for: 'resume' })
  if (resuming) dropResuming(turn)
  if (home !== null) askJoin(turn, { chat_id: home }, { for: 'home' })
}

const dropResuming = (turn: Turn): void => {
  change(turn, { resuming: null })
  act(turn, { kind: 'forget' })
}

/** Rings that were given up before they were answered may ring still. */
export const askLeftovers = (turn: Turn): void => {
  for (const { id, callId, chatId, isAsked } of turn.state.endings)
    if (callId === null && !isAsked) askJoin(turn, { chat_id: chatId }, { for: 'leftover', id })
}
