import type { Database } from 'bun:sqlite'
import { pushRules } from '#server/domain/push-rules'
import type { PushStore } from '#server/store/device-ports'
import { sessionOf } from './devices.ts'
import type { Reach } from './reach.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; reach: Reach }

/** How pushes fare with their subscriptions. */
export const createNotes = ({
  database,
  writer,
  reach,
}: Parts): Pick<PushStore, 'noteSent' | 'noteFailed' | 'noteArrived'> => {
  const setSent = database.prepare(
    'UPDATE push_subscriptions SET last_sent_at = ?, failed_at = NULL, refusals = 0 WHERE id = ?',
  )
  const setFailed = database.prepare(
    'UPDATE push_subscriptions SET failed_at = ?, refusals = refusals + ? WHERE id = ?',
  )
  const deleteRefused = database.prepare<{ chat: number | null }, [number, number]>(
    'DELETE FROM push_subscriptions WHERE id = ? AND refusals >= ? RETURNING chat',
  )
  const setArrived = database.prepare(
    `UPDATE push_subscriptions SET last_arrived_at = ?
     WHERE visitor_session IS ? AND admin_session IS ? AND endpoint = ?`,
  )

  const noteFailed: PushStore['noteFailed'] = async (id, at, isRefused = false) => {
    const refused = await writer.write(() => {
      setFailed.run(at, Number(isRefused), id)
      return deleteRefused.get(id, pushRules.refusalsInARow)
    })
    if (refused) reach.check(refused.chat)
  }

  return {
    noteSent: (id, at) => writer.write(() => void setSent.run(at, id)),
    noteFailed,
    noteArrived: (device, endpoint, at) =>
      writer.write(() => setArrived.run(at, ...sessionOf(device), endpoint).changes > 0),
  }
}
