import type { Database } from 'bun:sqlite'
import type { Device } from '#server/store/device-ports'

/** A device as rows name it: by its visitor's session or by its admin's. */
export type DeviceSession = readonly [visitor: number | null, admin: string | null]

export const sessionOf = ({ role, session }: Device): DeviceSession =>
  role === 'user' ? [session, null] : [null, session]

/** Whether the session of a device has neither ended nor expired. */
export const createIsLiving = (database: Database): ((of: DeviceSession, nowMs: number) => boolean) => {
  const living = database.prepare<{ one: number }, [number | null, string | null, number]>(
    `SELECT 1 AS one FROM visitor_sessions WHERE id = ?1 AND expires_at > ?3
     UNION ALL SELECT 1 FROM admin_sessions WHERE id = ?2 AND expires_at > ?3 AND ended_at IS NULL`,
  )
  return ([visitor, admin], nowMs) => living.get(visitor, admin, nowMs) !== null
}

/** Deletes what ends with a session: its subscriptions, and the handover that it made. In the transaction that is open. */
export const createParting = (database: Database): ((of: DeviceSession) => void) => {
  const statements = ['push_subscriptions', 'handovers'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE visitor_session IS ? AND admin_session IS ?`),
  )
  return ([visitor, admin]) => {
    for (const statement of statements) statement.run(visitor, admin)
  }
}
