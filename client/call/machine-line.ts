import type { RememberedCall } from './calls-ports.ts'
import { askRing, lineMs, mayRing } from './machine-deeds.ts'
import { endOther, sendEndings } from './machine-ends.ts'
import { askJoin, look, rejoin } from './machine-joins.ts'
import { act, change, changeCall, onCall, type Turn, wait } from './machine-turn.ts'

const rememberedForMs = 60_000

/** A new line: what was left unsaid is said, and this page asks for what it may have missed. */
export const lineOpened = (turn: Turn, remembered: RememberedCall | null): void => {
  // The calls that ring are told again to every new line.
  change(turn, { isLineOpen: true, waiting: [], ...(remembered && { resuming: remembered }) })
  if (remembered && remembered.callId === null) dropRing(turn, remembered.chatId)
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
  const call = onCall(turn)
  if (call?.standing === 'taken' || call?.standing === 'live') changeCall(turn, { isAway: true })
  // Nobody knows whether it rings there.
  else if (call?.phase === 'outgoing') wait(turn, 'ring', lineMs)
}

/** Asks for what is on where this page has anything to ask. */
export const catchUp = (turn: Turn): void => {
  const call = onCall(turn)
  if (!turn.state.isLineOpen) return
  if (!call) return resume(turn)
  if (call.standing === 'unsent') return mayRing(turn, call.chatId) ? askRing(turn) : undefined
  if (call.standing === 'taken' || call.standing === 'live') return rejoin(turn, call.callId)
  if (call.standing !== 'asked') look(turn)
}

const resume = (turn: Turn): void => {
  const { resuming, home } = turn.state
  if (resuming && resuming.callId !== null && turn.now - resuming.at <= rememberedForMs)
    return askJoin(turn, { chat_id: resuming.chatId, call_id: resuming.callId }, { for: 'resume' })
  if (resuming) dropResuming(turn)
  if (home !== null) askJoin(turn, { chat_id: home }, { for: 'home' })
}

/** Whoever reloads while it begins to ring waits for nobody's answer. */
const dropRing = (turn: Turn, chatId: string): void => {
  dropResuming(turn)
  endOther(turn, chatId, null, 'call:end')
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
