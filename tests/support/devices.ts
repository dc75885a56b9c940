import { secureRandom } from '#server/random'
import type { Device, NewSubscription } from '#server/store/device-ports'
import type { Conversation, NewSession, Store } from '#server/store/ports'
import { createVisitor, hash, openTestStore } from './memory-store.ts'

export const farAway = 4_000_000_000_000

/** A session that is to be opened at `createdAt`, with a cookie that no other has. */
export const newSession = (change: Partial<NewSession> = {}): NewSession => ({
  tokenHash: hash(secureRandom.token()),
  userAgent: '',
  createdAt: 1000,
  expiresAt: farAway,
  ...change,
})

export type VisitorDevice = Extract<Device, { role: 'user' }>
export type AdminDevice = Extract<Device, { role: 'admin' }>

/** A visitor with a new conversation, on one device. */
export const visitorWithDevice = async (
  store: Store,
): Promise<{ conversation: Conversation; device: VisitorDevice }> => {
  const { id, conversation } = await createVisitor(store)
  return { conversation, device: { role: 'user', session: id, chat: conversation.key } }
}

export const adminDevice = async (store: Store, change: Partial<NewSession> = {}): Promise<AdminDevice> => {
  const session = secureRandom.id()
  await store.sessions.openAdmin(session, newSession(change), null)
  return { role: 'admin', session }
}

export type StoreWithDevices = { store: Store; eda: Conversation; phone: VisitorDevice; desk: AdminDevice }

/** A new store, in memory unless a path is given, with a visitor on her phone and the admin at a desk. */
export const openStoreWithDevices = async (path?: string): Promise<StoreWithDevices> => {
  const store = openTestStore(path)
  const { conversation: eda, device: phone } = await visitorWithDevice(store)
  return { store, eda, phone, desk: await adminDevice(store) }
}

let endpoints = 0

/** A subscription at an endpoint of its own, with keys that are none. */
export const subscriptionOf = (device: Device, change: Partial<NewSubscription> = {}): NewSubscription => ({
  device,
  endpoint: `https://push.example/${++endpoints}`,
  p256dh: new Uint8Array(65).fill(4),
  auth: new Uint8Array(16).fill(7),
  lang: 'tr',
  origin: 'https://chat.example',
  createdAt: 1000,
  ...change,
})
