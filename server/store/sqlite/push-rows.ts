import type { Language } from '#protocol/text'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { DeviceSession } from './devices.ts'

export type PushRow = {
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
  after_message: number
  last_sent_at: number | null
  last_arrived_at: number | null
  failed_at: number | null
}

export const sessionIn = (row: PushRow): DeviceSession => [row.visitor_session, row.admin_session]

const deviceIn = ({ chat, visitor_session: visitor, admin_session: admin }: PushRow): Device =>
  chat !== null && visitor !== null ? { role: 'user', session: visitor, chat } : { role: 'admin', session: admin ?? '' }

export const toSubscription = (row: PushRow): PushSubscription => ({
  id: row.id,
  device: deviceIn(row),
  endpoint: row.endpoint,
  p256dh: row.p256dh,
  auth: row.auth,
  lang: row.lang,
  origin: row.origin,
  createdAt: row.created_at,
  afterMessage: row.after_message,
  lastSentAt: row.last_sent_at,
  lastArrivedAt: row.last_arrived_at,
  failedAt: row.failed_at,
})
