import type { Database } from 'bun:sqlite'
import type { HandoverStore } from '#server/store/device-ports'
import { createIsLiving, sessionOf } from './devices.ts'
import type { Living } from './living.ts'
import { createEnds, insertAdminSession, insertVisitorSession } from './sessions.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living }

/** Tokens that open a session on one other device. Taking one deletes it, so that of two who try at once one gets in. */
export const createHandoverStore = ({ database, writer, living }: Parts): HandoverStore => {
  const deleteExpired = database.prepare('DELETE FROM handovers WHERE expires_at <= ?')
  const deleteOfDevice = database.prepare('DELETE FROM handovers WHERE visitor_session IS ? AND admin_session IS ?')
  const insert = database.prepare(
    'INSERT INTO handovers (token_hash, visitor_session, admin_session, expires_at) VALUES (?, ?, ?, ?)',
  )
  const useVisitors = database.prepare<{ session: number }, [Uint8Array, number]>(
    `DELETE FROM handovers WHERE token_hash = ? AND visitor_session IS NOT NULL AND expires_at > ?
     RETURNING visitor_session AS session`,
  )
  const useAdmins = database.prepare<{ session: string }, [Uint8Array, number]>(
    `DELETE FROM handovers WHERE token_hash = ? AND admin_session IS NOT NULL AND expires_at > ?
     RETURNING admin_session AS session`,
  )
  const chatOf = database.prepare<{ chat: number }, [number]>('SELECT chat FROM visitor_sessions WHERE id = ?')
  const isLiving = createIsLiving(database)
  const openVisitor = insertVisitorSession(database)
  const openAdmin = insertAdminSession(database)
  const { endVisitor, endAdmin } = createEnds(database)
  // The two that are in use right now first, whenever they were written down as seen.
  const beyond = database.prepare<{ id: number }, [number, number, number, number, number]>(
    `SELECT id FROM visitor_sessions WHERE chat = ?1 AND expires_at > ?2
     ORDER BY id = ?3 DESC, id = ?4 DESC, last_seen_at DESC, id DESC LIMIT -1 OFFSET ?5`,
  )

  const end = (sessions: readonly { id: number }[]): number[] => {
    for (const { id } of sessions) endVisitor(id)
    return sessions.map(({ id }) => id)
  }

  const add: HandoverStore['add'] = (tokenHash, device, expiresAt, nowMs) =>
    writer.write(() => {
      const session = sessionOf(device)
      deleteExpired.run(nowMs)
      deleteOfDevice.run(...session)
      if (isLiving(session, nowMs)) insert.run(tokenHash, ...session, expiresAt)
    })

  const takeVisitor: HandoverStore['takeVisitor'] = (tokenHash, session, before, most) =>
    writer.write(() => {
      const used = useVisitors.get(tokenHash, session.createdAt)
      if (!used || !isLiving([used.session, null], session.createdAt)) return null
      const conversation = living.byKey(chatOf.get(used.session)?.chat ?? 0)
      if (!conversation) return null
      const id = openVisitor(conversation.key, session)
      const ended = [
        ...end(before === null ? [] : [{ id: before }]),
        ...end(beyond.all(conversation.key, session.createdAt, id, used.session, most)),
      ]
      return { session: { id, conversation, lastSeenAt: session.createdAt }, ended }
    })

  const takeAdmin: HandoverStore['takeAdmin'] = (tokenHash, id, session, before) =>
    writer.write(() => {
      const used = useAdmins.get(tokenHash, session.createdAt)
      if (!used || !isLiving([null, used.session], session.createdAt)) return false
      openAdmin(id, session)
      if (before !== null) endAdmin(before, session.createdAt)
      return true
    })

  return { add, takeVisitor, takeAdmin }
}
