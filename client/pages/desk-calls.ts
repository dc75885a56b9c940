import { callMemory } from '#client/platform/call-memory'
import type { Clock } from '#client/platform/clock'
import { toneOf } from '#client/views/avatar'
import type { CallPerson } from '#client/views/call-options'
import { splitCid } from '#client/views/cid'
import { createDates } from '#client/views/dates'
import { wordsOf } from '#client/views/message-words'
import type { Thread } from '#protocol/messages'
import { type CallDoorway, createCallDoorway } from './call-doorway.ts'
import type { DeskModel } from './desk-model.ts'
import type { Words } from './page.ts'

export type DeskCallsPorts = {
  model: DeskModel
  clock: Clock
  words: () => Words
  /** Both in the conversation that is open by then. */
  onWrite: () => void
  onRecord: () => void
  onChange: () => void
}

/** The calls of the desk, with whoever of the visitors. */
export const createDeskCalls = ({ model, clock, words, onWrite, onRecord, onChange }: DeskCallsPorts): CallDoorway => {
  const open = (chatId: string): void => model.open(chatId, { takesFocus: false })

  const whoIs = (chatId: string, fromName: string | null): CallPerson => {
    const thread = model.thread(chatId)
    const known = thread && callPersonOf(thread, model.now(), words())
    const cid = model.chat.conversation(chatId)?.cid ?? ''
    return known ?? { name: fromName ?? words().t.visitor, tone: toneOf(cid), detail: null, lastWrote: null }
  }
  return createCallDoorway({
    self: 'admin',
    home: null,
    line: model.chat.callLine,
    clock,
    memory: callMemory,
    words,
    whoIs,
    chatId: () => model.openChatId,
    open,
    write: (chatId) => {
      open(chatId)
      onWrite()
    },
    record: (chatId) => {
      open(chatId)
      onRecord()
    },
    onChange,
  })
}

/** A visitor as whoever is to answer sees them. `now`: by the server's clock, which told since when they wait. */
export const callPersonOf = (thread: Thread, now: number, { t, lang }: Words): CallPerson => {
  const { name, cid, waiting_since: since, last_message: last } = thread
  const wait = since === null ? [] : [t.waitingFor(createDates(t, lang).duration(now - Date.parse(since)))]
  const wrote = last?.role === 'user' ? wordsOf({ type: last.type, text: last.text ?? '' }, t) : null
  return { name, tone: toneOf(cid), detail: [splitCid(cid)[1], ...wait].join(' · '), lastWrote: wrote }
}
