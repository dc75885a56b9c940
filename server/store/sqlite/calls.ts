import type { Database } from 'bun:sqlite'
import type { Side } from '#protocol/messages'
import type { Call, CallStore } from '#server/store/device-ports'
import { type CallRow, callColumns, toCall, toMessageCall } from './call-rows.ts'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import { createOutbox } from './outbox.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing; relays: boolean }

/** `relays`: whether a visitor's ring, and the message of each call, also gets its row in the Telegram outbox. */
export const createCallStore = (parts: Parts): CallStore => {
  const { database, writer, living } = parts
  const insert = database.prepare<CallRow, [string, number, Side, number, number, number, string]>(
    `INSERT INTO calls (call_id, chat, caller, video, state, started_at, expires_at, caller_device)
     VALUES (?, ?, ?, ?, 'ringing', ?, ?, ?) RETURNING ${callColumns}`,
  )
  const setLive = database.prepare<CallRow, [number, string, string]>(
    `UPDATE calls SET state = 'live', accepted_at = ?, callee_device = ? WHERE call_id = ? AND state = 'ringing'
     RETURNING ${callColumns}`,
  )
  const byCallId = database.prepare<CallRow, [string]>(`SELECT ${callColumns} FROM calls WHERE call_id = ?`)
  const notEnded = database.prepare<CallRow, []>(
    `SELECT ${callColumns} FROM calls WHERE state <> 'ended' ORDER BY id DESC`,
  )
  const outbox = createOutbox(parts)
  const end = createEnd(parts)

  const withConversation = (row: CallRow | null): Call | null => {
    const conversation = row && living.byKey(row.chat)
    return conversation ? toCall(row, conversation) : null
  }

  const ring: CallStore['ring'] = (call) =>
    writer.write(() => {
      const { callId, caller, startedAt, conversation } = call
      const { key } = conversation
      if (!living.byKey(key)) return null
      const row = insert.get(callId, key, caller, Number(call.video), startedAt, call.expiresAt, call.callerDevice)
      if (caller === 'user') outbox.addRing(key, callId, startedAt)
      return withConversation(row)
    })

  return {
    ring,
    accept: (callId, calleeDevice, at) => writer.write(() => withConversation(setLive.get(at, calleeDevice, callId))),
    end: (callId, outcome, at) => writer.write(() => end(callId, outcome, at)),
    find: async (callId) => withConversation(byCallId.get(callId)),
    goingOn: async () => notEnded.all().flatMap((row) => withConversation(row) ?? []),
  }
}

type End = (...args: Parameters<CallStore['end']>) => Awaited<ReturnType<CallStore['end']>>

/** In the transaction that is open: its message is one of the log, and filed as the others are. */
const createEnd = (parts: Parts): End => {
  const { database, living, filing } = parts
  const setEnded = database.prepare<CallRow, [number, string, string]>(
    `UPDATE calls SET state = 'ended', ended_at = ?, outcome = ? WHERE call_id = ? AND state <> 'ended'
     RETURNING ${callColumns}`,
  )
  const insertMessage = database.prepare<MessageRow, [number, number, number, number, string]>(
    `INSERT INTO messages (id, chat, seq, rev, role, type, created_at, call)
     VALUES (?1, ?2, ?3, ?3, 'system', 'call', ?4, ?5) RETURNING ${messageColumns}`,
  )
  const outbox = createOutbox(parts)

  return (callId, outcome, at) => {
    const ended = setEnded.get(at, outcome, callId)
    const conversation = ended && living.byKey(ended.chat)
    if (!conversation) return null
    const { key, chatId, rev } = conversation
    const went = JSON.stringify(toMessageCall(ended, outcome, at))
    const row = insertMessage.get(filing.nextId(), key, rev + 1, at, went)
    if (!row) return null
    const message = toMessage(row, chatId)
    outbox.addMessage(key, message.id, at)
    filing.add(conversation, message, at)
    return { call: toCall(ended, conversation), message }
  }
}
