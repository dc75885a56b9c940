import { showBadge } from '#client/platform/app-badge'
import { clearCache } from '#client/platform/cache-clearing'
import { createDatabase } from '#client/platform/database'
import { takeBackNotifications } from '#client/platform/shown-notifications'
import type { Side } from '#protocol/messages'

export type OwnRegistration = () => Promise<ServiceWorkerRegistration | null>

const takeBackAll = async (ownRegistration: OwnRegistration): Promise<void> => {
  const registration = await ownRegistration().catch(() => null)
  if (registration) await takeBackNotifications(registration)
}

const clearHere = (side: Side): Promise<void> => clearCache(createDatabase(), side)

/**
 * Nothing of what was said stays on a device whose session is over: not among what it keeps, nor in the notifications
 * that it shows or the number on the icon. Never rejects.
 */
export const forgetTalk = async (side: Side, own: OwnRegistration, clear = clearHere): Promise<void> =>
  void (await Promise.all([clear(side), showBadge(0), takeBackAll(own)]))
