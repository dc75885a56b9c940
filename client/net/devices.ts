import { type CacheStore, createCacheStore } from '#client/platform/cache-store'
import { type Clock, systemClock } from '#client/platform/clock'
import { createDatabase } from '#client/platform/database'
import { type Leader, leadAmongTabs } from '#client/platform/leader'
import { isOnline, onOnline } from '#client/platform/online'
import { createOutboxStore, type OutboxStore } from '#client/platform/outbox-store'
import { randomId } from '#client/platform/random-id'
import { type OpenSocket, openWebSocket } from '#client/platform/socket'
import { openTabChannel, type TabChannel } from '#client/platform/tab-channel'
import { isVisible, onVisibility } from '#client/platform/visibility'
import type { Side } from '#protocol/messages'

/** Everything outside of the page's own logic that a chat stands on. */
export type Devices = {
  url: string
  openSocket: OpenSocket
  openRequest: () => XMLHttpRequest
  clock: Clock
  random: () => number
  newId: () => string
  store: OutboxStore
  cache: CacheStore
  lead: (onLead: () => void) => Leader
  openTabs: (onTold: () => void) => TabChannel
  isVisible: () => boolean
  onVisibility: (tell: (visible: boolean) => void) => () => void
  isOnline: () => boolean
  onOnline: (tell: (online: boolean) => void) => () => void
}

/** Those of the browser. The visitor's and the admin's page of one browser know nothing of each other's rows. */
export const browserDevices = (side: Side): Devices => {
  const database = createDatabase()
  return {
    url: `${location.origin.replace(/^http/, 'ws')}/ws${side === 'admin' ? '?as=admin' : ''}`,
    openSocket: openWebSocket,
    openRequest: () => new XMLHttpRequest(),
    clock: systemClock,
    random: Math.random,
    newId: randomId,
    store: createOutboxStore(database),
    cache: createCacheStore(database),
    lead: (onLead) => leadAmongTabs(`konusma:outbox:${side}`, onLead),
    openTabs: (onTold) => openTabChannel(`konusma:outbox:${side}`, onTold),
    isVisible,
    onVisibility,
    isOnline,
    onOnline,
  }
}
