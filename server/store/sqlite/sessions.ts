import type { Database } from 'bun:sqlite'
import type { AdminSession, NewSession, SessionStore } from '#server/store/ports'
import { createParting } from './devices.ts'
import type { Living } from './living.ts'
import type { Writer } from './writer.ts'

type VisitorRow = { id: number; chat: number; last_seen_at: number }
type DeviceRow = { id: string; user_agent: string; created_at: number; last_seen_at: number }
type AdminRow = { id: string; last_seen_at: number; expires_at: number; ended_at: number | null }

export const insertVisitorSession = (database: Database) => {
  const insert = database.prepare<{ id: number }, [Uint8Array, number, string, number, number, number]>(
    `INSERT INTO visitor_sessions (token_hash, chat, user_agent, created_at, last_seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
  )
  return (chat: number, { tokenHash, userAgent, createdAt, expiresAt }: NewSession): number => {
    const row = insert.get(tokenHash, chat, userAgent, createdAt, createdAt, expiresAt)
    if (!row) throw new Error('the session was not stored')
    return row.id
  }
}

export const insertAdminSession = (database: Database) => {
  const insert = database.prepare(
    `INSERT INTO admin_sessions (id, token_hash, user_agent, created_at, last_seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  )
  return (id: string, { tokenHash, userAgent, createdAt, expiresAt }: NewSession): void =>
    void insert.run(id, tokenHash, userAgent, createdAt, createdAt, expiresAt)
}

/** An end takes along what goes with the session, in the same transaction. */
export const createEnds = (database: Database) => {
  const deleteVisitor = database.prepare('DELETE FROM visitor_sessions WHERE id = ?')
  const closeAdmin = database.prepare('UPDATE admin_sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL')
  const part = createParting(database)
  const endVisitor = (id: number): void => {
    deleteVisitor.run(id)
    part([id, null])
  }
  const endAdmin = (id: string, at: number): void => {
    closeAdmin.run(at, id)
    part([null, id])
  }
  return { endVisitor, endAdmin }
}

type Parts = { database: Database; writer: Writer; living: Living }

export const createSessionStore = ({ database, writer, living }: Parts): SessionStore => {
  const visitorByToken = database.prepare<VisitorRow, [Uint8Array, number]>(
    'SELECT id, chat, last_seen_at FROM visitor_sessions WHERE token_hash = ? AND expires_at > ?',
  )
  const lastAgent = database.prepare<{ user_agent: string }, [number]>(
    'SELECT user_agent FROM visitor_sessions WHERE chat = ? ORDER BY last_seen_at DESC, id DESC LIMIT 1',
  )
  const renewVisitor = database.prepare('UPDATE visitor_sessions SET last_seen_at = ?, expires_at = ? WHERE id = ?')
  const adminByToken = database.prepare<AdminRow, [Uint8Array]>(
    'SELECT id, last_seen_at, expires_at, ended_at FROM admin_sessions WHERE token_hash = ?',
  )
  const openAdmin = insertAdminSession(database)
  const renewAdmin = database.prepare('UPDATE admin_sessions SET last_seen_at = ?, expires_at = ? WHERE id = ?')
  const seeAdmin = database.prepare('UPDATE admin_sessions SET last_seen_at = ? WHERE id = ?')
  const { endVisitor, endAdmin } = createEnds(database)
  const expiredVisitors = database.prepare<{ id: number }, [number]>(
    'SELECT id FROM visitor_sessions WHERE expires_at <= ?',
  )
  const expiredAdmins = database.prepare<{ id: string }, [number]>(
    'SELECT id FROM admin_sessions WHERE ended_at IS NULL AND expires_at <= ?',
  )
  const admins = database.prepare<DeviceRow, [number]>(
    `SELECT id, user_agent, created_at, last_seen_at FROM admin_sessions WHERE ended_at IS NULL AND expires_at > ?
     ORDER BY last_seen_at DESC, created_at DESC`,
  )
  const lastSeen = database.prepare<{ at: number | null }, []>('SELECT max(last_seen_at) AS at FROM admin_sessions')

  const done = (job: () => unknown) => writer.write(() => void job())

  const visitor: SessionStore['visitor'] = async (tokenHash, nowMs) => {
    const row = visitorByToken.get(tokenHash, nowMs)
    const conversation = row && living.byKey(row.chat)
    return conversation ? { id: row.id, conversation, lastSeenAt: row.last_seen_at } : null
  }

  const admin = async (tokenHash: Uint8Array): Promise<AdminSession | null> => {
    const row = adminByToken.get(tokenHash)
    return row && { id: row.id, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at, endedAt: row.ended_at }
  }

  const endExpired: SessionStore['endExpired'] = async (nowMs) => {
    const visitors = expiredVisitors.all(nowMs).map(({ id }) => id)
    const admins = expiredAdmins.all(nowMs).map(({ id }) => id)
    if (visitors.length + admins.length > 0)
      await done(() => {
        for (const id of visitors) endVisitor(id)
        for (const id of admins) endAdmin(id, nowMs)
      })
    return { visitors, admins }
  }

  return {
    visitor,
    lastUserAgent: async ({ key }) => lastAgent.get(key)?.user_agent ?? null,
    renewVisitor: (id, at, expiresAt) => done(() => renewVisitor.run(at, expiresAt, id)),
    endVisitor: (id) => done(() => endVisitor(id)),
    admin,
    openAdmin: (id, session, before) =>
      done(() => {
        openAdmin(id, session)
        if (before !== null) endAdmin(before, session.createdAt)
      }),
    renewAdmin: (id, at, expiresAt) => done(() => renewAdmin.run(at, expiresAt, id)),
    endAdmin: (id, at) => done(() => endAdmin(id, at)),
    admins: async (nowMs) => admins.all(nowMs).map(toDevice),
    endExpired,
    adminSeenAt: async () => lastSeen.get()?.at ?? null,
    noteAdminSeen: (id, at) => done(() => seeAdmin.run(at, id)),
  }
}

const toDevice = ({ id, user_agent: userAgent, created_at: createdAt, last_seen_at: lastSeenAt }: DeviceRow) => ({
  id,
  userAgent,
  createdAt,
  lastSeenAt,
})
