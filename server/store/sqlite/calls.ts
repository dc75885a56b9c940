import type { Database } from 'bun:sqlite'
import type { Side } from '#protocol/messages'
import type { Call, CallStore } from '#server/store/device-ports'
import type { Living } from './living.ts'
import type { Writer } from './writer.ts'

type Row = {
  call_id: string
  chat: number
  caller: Side
  video: number
  state: Call['state']
  started_at: number
  expires_at: number
  ended_at: number | null
  outcome: string | null
}
type Parts = { database: Database; writer: Writer; living: Living }

export const createCallStore = ({ database, writer, living }: Parts): CallStore => {
  const insert = database.prepare<Row, [string, number, Side, number, number, number]>(
    `INSERT INTO calls (call_id, chat, caller, video, state, started_at, expires_at)
     VALUES (?, ?, ?, ?, 'ringing', ?, ?) RETURNING *`,
  )
  const setEnded = database.prepare<Row, [number, string, string]>(
    `UPDATE calls SET state = 'ended', ended_at = ?, outcome = ? WHERE call_id = ? AND state <> 'ended' RETURNING *`,
  )
  const byCallId = database.prepare<Row, [string]>('SELECT * FROM calls WHERE call_id = ?')

  const toCall = (row: Row | null): Call | null => {
    const conversation = row && living.byKey(row.chat)
    if (!conversation) return null
    const { call_id: callId, caller, state, outcome } = row
    const times = { startedAt: row.started_at, expiresAt: row.expires_at, endedAt: row.ended_at }
    return { callId, conversation, caller, video: row.video === 1, state, outcome, ...times }
  }

  const ring: CallStore['ring'] = ({ callId, conversation: { key }, caller, video, startedAt, expiresAt }) =>
    writer.write(() =>
      living.byKey(key) ? toCall(insert.get(callId, key, caller, Number(video), startedAt, expiresAt)) : null,
    )

  return {
    ring,
    end: (callId, outcome, at) => writer.write(() => toCall(setEnded.get(at, outcome, callId))),
    find: async (callId) => toCall(byCallId.get(callId)),
  }
}
