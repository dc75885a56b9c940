import type { Database } from 'bun:sqlite'
import type { Device, MostSubscriptions, NewSubscription, PushStore } from '#server/store/device-ports'
import { createIsLiving, type DeviceSession, sessionOf } from './devices.ts'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { createNotes } from './push-notes.ts'
import { type PushRow, sessionIn, toSubscription } from './push-rows.ts'
import { createReach, type Reach } from './reach.ts'
import { createToldMark } from './told-mark.ts'
import { createUntold } from './untold.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; living: Living; filing: Filing }

/** `stop` hands in what is only kept lazily; what the writer has is still to be flushed. */
export const createPushStore = (parts: Parts): { push: PushStore; stop: () => void } => {
  const { mark, toldUpTo, stop } = createToldMark(parts)
  const reaching = { ...parts, reach: createReach(parts.database) }
  const push = { ...createKeeping(reaching), ...createNotes(reaching), toldUpTo, ...createUntold(parts, mark) }
  return { push, stop }
}

type Keeping = Pick<PushStore, 'keep' | 'remove' | 'forget' | 'now' | 'ofDevice' | 'ofAudience' | 'mayReach'>

const createKeeping = ({ database, writer, filing, reach }: Parts & { reach: Reach }): Keeping => {
  const byId = database.prepare<PushRow, [number]>('SELECT * FROM push_subscriptions WHERE id = ?')
  const byEndpoint = database.prepare<PushRow, [string]>('SELECT * FROM push_subscriptions WHERE endpoint = ?')
  const byDevice = database.prepare<PushRow, [number | null, string | null]>(
    `SELECT * FROM push_subscriptions WHERE visitor_session IS ? AND admin_session IS ?
     ORDER BY created_at DESC, id DESC`,
  )
  const byChat = database.prepare<PushRow, [number | null]>(
    'SELECT * FROM push_subscriptions WHERE chat IS ? ORDER BY id',
  )
  const deleteById = database.prepare<{ chat: number | null }, [number]>(
    'DELETE FROM push_subscriptions WHERE id = ? RETURNING chat',
  )
  const deleteOwn = database.prepare(
    'DELETE FROM push_subscriptions WHERE visitor_session IS ? AND admin_session IS ? AND endpoint = ?',
  )
  const renew = createRenew(database)
  const insert = createInsert(database, filing)
  const deleteOldest = createDeleteOldest(database)
  const isLiving = createIsLiving(database)

  const keep: Keeping['keep'] = (wanted, most) => writer.write(() => store(wanted, most))

  const store = (wanted: NewSubscription, most: MostSubscriptions): boolean => {
    const { device, endpoint, createdAt } = wanted
    const session = sessionOf(device)
    if (!isLiving(session, createdAt)) return false
    const known = byEndpoint.get(endpoint)
    if (known && isOf(known, session)) {
      renew(known.id, wanted)
      return true
    }
    if (known && isLiving(sessionIn(known), createdAt)) return false
    if (known) deleteById.run(known.id)
    insert(wanted)
    deleteOldest(wanted, most)
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

  const now: Keeping['now'] = async (id, nowMs) => {
    const row = byId.get(id)
    return row && isLiving(sessionIn(row), nowMs) ? toSubscription(row) : null
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
    now,
    ofDevice: async (device) => byDevice.all(...sessionOf(device)).map(toSubscription),
    ofAudience,
    mayReach: (to, { key }) => reach.has(to === 'user' ? key : null),
  }
}

const createRenew = (database: Database) => {
  // Its browser says it anew at each start: that alone takes back no refusal. Other keys are another chance.
  const renew = database.prepare(
    `UPDATE push_subscriptions SET refusals = iif(p256dh = ?1 AND auth = ?2, refusals, 0), p256dh = ?1, auth = ?2,
       lang = ?3, origin = ?4, failed_at = NULL
     WHERE id = ?5`,
  )
  return (id: number, { p256dh, auth, lang, origin }: NewSubscription): void =>
    void renew.run(p256dh, auth, lang, origin, id)
}

const createInsert = (database: Database, filing: Filing) => {
  const firstOf = database.prepare<{ after: number | null }, [number | null, string | null]>(
    'SELECT min(after_message) AS after FROM push_subscriptions WHERE visitor_session IS ? AND admin_session IS ?',
  )
  const insert = database.prepare(
    `INSERT INTO push_subscriptions
       (endpoint, p256dh, auth, chat, visitor_session, admin_session, lang, origin, created_at, after_message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return ({ device, endpoint, p256dh, auth, lang, origin, createdAt }: NewSubscription): void => {
    const session = sessionOf(device)
    // Browsers change their endpoint: what the device was still to be told at the old one is news at the new one.
    const after = firstOf.get(...session)?.after ?? filing.nextId() - 1
    insert.run(endpoint, p256dh, auth, audienceOf(device), ...session, lang, origin, createdAt, after)
  }
}

/** Deletes what is too much for the device or for all of its side, and never the one that was just stored. */
const createDeleteOldest = (database: Database) => {
  const byAge = 'ORDER BY endpoint = ?1 DESC, created_at DESC, id DESC LIMIT -1 OFFSET ?2'
  const ofDevice = database.prepare(
    `DELETE FROM push_subscriptions WHERE id IN (
       SELECT id FROM push_subscriptions WHERE visitor_session IS ?3 AND admin_session IS ?4 ${byAge})`,
  )
  const ofAudience = database.prepare(
    `DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE chat IS ?3 ${byAge})`,
  )
  return ({ device, endpoint }: NewSubscription, most: MostSubscriptions): void => {
    ofDevice.run(endpoint, most.ofDevice, ...sessionOf(device))
    ofAudience.run(endpoint, most.ofAudience, audienceOf(device))
  }
}

const audienceOf = (device: Device): number | null => (device.role === 'user' ? device.chat : null)

const isOf = (row: PushRow, [visitor, admin]: DeviceSession): boolean =>
  row.visitor_session === visitor && row.admin_session === admin
