import type { Chat } from '#client/net/chat'
import { callMemory } from '#client/platform/call-memory'
import { systemClock } from '#client/platform/clock'
import type { Session } from '#protocol/http'
import { type CallDoorway, createCallDoorway } from './call-doorway.ts'
import type { Words } from './page.ts'

export type VisitorCallsPorts = {
  session: Session
  chat: Pick<Chat, 'callLine'>
  words: () => Words
  onWrite: () => void
  onRecord: () => void
  onChange: () => void
}

/** The calls between a visitor and the admin. */
export const createVisitorCalls = (ports: VisitorCallsPorts): CallDoorway => {
  const { session, chat, words, onWrite, onRecord, onChange } = ports
  return createCallDoorway({
    self: 'user',
    home: session.chat_id,
    line: chat.callLine,
    clock: systemClock,
    memory: callMemory,
    words,
    whoIs: () => ({ name: session.admin_name, tone: 'me', detail: null, lastWrote: null }),
    chatId: () => session.chat_id,
    open: () => {},
    write: onWrite,
    record: onRecord,
    onChange,
  })
}
