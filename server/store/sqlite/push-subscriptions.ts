import type { Database } from 'bun:sqlite'
import type { Language } from '#protocol/text'
import type { Device, NewSubscription, PushStore, PushSubscription } from '#server/store/device-ports'
import { createIsLiving, type DeviceSession, sessionOf } from './devices.ts'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { createReach } from './reach.ts'
import { createToldMark } from './told-mark.ts'
import { createUntold } from './untold.ts'
import type { Writer } from './writer.ts'

type Row = {
  id: number
  endpoint: string
  p256dh: Uint8Array<ArrayBuffer>
  auth: Uint8Array<ArrayBuffer>
  chat: number | null
  visitor_session: number | null
  admin_session: string | null
  lang: Language
  origin: string
  created_at: number
  last_sent_at: number | null
  last_arrived_at: number | null
  failed_at: number | null
}
type Parts = { database: Database; writer: Writer; living: Living; filing: Filing }

/** `stop` hands in what is only kept lazily; what the writer has is still to be flushed. */
export const createPushStore = (parts: Parts): { push: PushStore; stop: () => void } => {
  const { mark, toldUpTo, stop } = createToldMark(parts)
  const push = { ...createKeeping(parts), ...createNotes(parts), toldUpTo, ...createUntold(parts, mark) }
  return { push, stop }
}

type Keeping = Pick<PushStore, 'keep' | 'remove' | 'forget' | 'ofDevice' | 'ofAudience' | 'mayReach'>

const createKeeping = ({ database, writer, filing }: Parts): Keeping => {
  const byEndpoint = database.prepare<Row, [string]>('SELECT * FROM push_subscriptions WHERE endpoint = ?')
  const byDevice = database.prepare<Row, [number | null, string | null]>(
    `SELECT * FROM push_subscriptions WHERE visitor_session IS ? AND admin_session IS ?
     ORDER BY created_at DESC, id DESC`,
  )
  const byChat = database.prepare<Row, [number | null]>('SELECT * FROM push_subscriptions WHERE chat IS ? ORDER BY id')
  const renew = database.prepare('UPDATE push_subscriptions SET lang = ?, origin = ?, failed_at = NULL WHERE id = ?')
  const insert = createInsert(database)
  const deleteById = database.prepare<{ chat: number | null }, [number]>(
    'DELETE FROM push_subscriptions WHERE id = ? RETURNING chat',
  )
  const deleteOwn = database.prepare(
    'DELETE FROM push_subscriptions WHERE visitor_session IS ? AND admin_session IS ? AND endpoint = ?',
  )
  const deleteOldest = database.prepare(
    `DELETE FROM push_subscriptions WHERE id IN (
       SELECT id FROM push_subscriptions WHERE visitor_session IS ?1 AND admin_session IS ?2
       ORDER BY endpoint = ?3 DESC, created_at DESC, id DESC LIMIT -1 OFFSET ?4)`,
  )
  const isLiving = createIsLiving(database)
  const reach = createReach(database)

  const keep: Keeping['keep'] = (wanted, most) => writer.write(() => store(wanted, most))

  const store = (wanted: NewSubscription, most: number): boolean => {
    const { device, endpoint, createdAt } = wanted
    const session = sessionOf(device)
    if (!isLiving(session, createdAt)) return false
    const known = byEndpoint.get(endpoint)
    if (known && isOf(known, session) && hasKeys(known, wanted)) {
      renew.run(wanted.lang, wanted.origin, known.id)
      return true
    }
    if (known && !isOf(known, session) && isLiving(sessionIn(known), createdAt)) return false
    if (known) deleteById.run(known.id)
    insert(wanted, filing.nextId() - 1)
    deleteOldest.run(...session, endpoint, most)
    reach.add(audienceOf(device))
    return true
  }

  const remove: Keeping['remove'] = async (device, endpoint) => {
    const isRemoved = await writer.write(() => deleteOwn.run(...sessionOf(device), endpoint).changes > 0)
    reach.check(audienceOf(device))
    return isRemoved
  }

  const forget: Keeping['forget'] = async (id) => {
    const forgotten = await writer.write(() => deleteById.get(id))
    if (forgotten) reach.check(forgotten.chat)
  }

  const ofAudience: Keeping['ofAudience'] = async (to, { key }, nowMs) => {
    const audience = to === 'user' ? key : null
    const rows = byChat.all(audience)
    if (rows.length === 0) reach.check(audience)
    return rows.filter((row) => isLiving(sessionIn(row), nowMs)).map(toSubscription)
  }

  return {
    keep,
    remove,
    forget,
    ofDevice: async (device) => byDevice.all(...sessionOf(device)).map(toSubscription),
    ofAudience,
    mayReach: (to, { key }) => reach.has(to === 'user' ? key : null),
  }
}

const createInsert = (database: Database) => {
  const insert = database.prepare(
    `INSERT INTO push_subscriptions
       (endpoint, p256dh, auth, chat, visitor_session, admin_session, lang, origin, created_at, after_message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return ({ device, endpoint, p256dh, auth, lang, origin, createdAt }: NewSubscription, newestId: number): void =>
    void insert.run(endpoint, p256dh, auth, audienceOf(device), ...sessionOf(device), lang, origin, createdAt, newestId)
}

const createNotes = ({ database, writer }: Parts): Pick<PushStore, 'noteSent' | 'noteFailed' | 'noteArrived'> => {
  const setSent = database.prepare('UPDATE push_subscriptions SET last_sent_at = ?, failed_at = NULL WHERE id = ?')
  const setFailed = database.prepare('UPDATE push_subscriptions SET failed_at = ? WHERE id = ?')
  const setArrived = database.prepare(
    `UPDATE push_subscriptions SET last_arrived_at = ?
     WHERE visitor_session IS ? AND admin_session IS ? AND endpoint = ?`,
  )
  return {
    noteSent: (id, at) => writer.write(() => void setSent.run(at, id)),
    noteFailed: (id, at) => writer.write(() => void setFailed.run(at, id)),
    noteArrived: (device, endpoint, at) =>
      writer.write(() => setArrived.run(at, ...sessionOf(device), endpoint).changes > 0),
  }
}

const audienceOf = (device: Device): number | null => (device.role === 'user' ? device.chat : null)

const sessionIn = (row: Row): DeviceSession => [row.visitor_session, row.admin_session]

const isOf = (row: Row, [visitor, admin]: DeviceSession): boolean =>
  row.visitor_session === visitor && row.admin_session === admin

const hasKeys = (row: Row, { p256dh, auth }: NewSubscription): boolean =>
  Buffer.compare(row.p256dh, p256dh) === 0 && Buffer.compare(row.auth, auth) === 0

const deviceIn = ({ chat, visitor_session: visitor, admin_session: admin }: Row): Device =>
  chat !== null && visitor !== null ? { role: 'user', session: visitor, chat } : { role: 'admin', session: admin ?? '' }

const toSubscription = (row: Row): PushSubscription => ({
  id: row.id,
  device: deviceIn(row),
  endpoint: row.endpoint,
  p256dh: row.p256dh,
  auth: row.auth,
  lang: row.lang,
  origin: row.origin,
  createdAt: row.created_at,
  lastSentAt: row.last_sent_at,
  lastArrivedAt: row.last_arrived_at,
  failedAt: row.failed_at,
})
