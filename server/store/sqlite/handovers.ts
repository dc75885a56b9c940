import type { Database } from 'bun:sqlite'
import type { HandoverStore } from '#server/store/device-ports'
import { createIsLiving, sessionOf } from './devices.ts'
import type { Living } from './living.ts'
import { insertAdminSession, insertVisitorSession } from './sessions.ts'
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

  const add: HandoverStore['add'] = (tokenHash, device, expiresAt, nowMs) =>
    writer.write(() => {
      const session = sessionOf(device)
      deleteExpired.run(nowMs)
      deleteOfDevice.run(...session)
      if (isLiving(session, nowMs)) insert.run(tokenHash, ...session, expiresAt)
    })

  const takeVisitor: HandoverStore['takeVisitor'] = (tokenHash, session) =>
    writer.write(() => {
      const used = useVisitors.get(tokenHash, session.createdAt)
      if (!used || !isLiving([used.session, null], session.createdAt)) return null
      const conversation = living.byKey(chatOf.get(used.session)?.chat ?? 0)
      if (!conversation) return null
      return { id: openVisitor(conversation.key, session), conversation, lastSeenAt: session.createdAt }
    })

  const takeAdmin: HandoverStore['takeAdmin'] = (tokenHash, id, session) =>
    writer.write(() => {
      const used = useAdmins.get(tokenHash, session.createdAt)
      if (!used || !isLiving([null, used.session], session.createdAt)) return false
      openAdmin(id, session)
      return true
    })

  return { add, takeVisitor, takeAdmin }
}
