import { identify as createIdentify, type Identify } from './actions/identify.ts'
import type { Clock, Hash } from './actions/ports.ts'
import { type Config, isTelegramConfigured } from './config.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLog, type Log } from './log.ts'
import { secureRandom } from './random.ts'
import { createHash, loadSecretKey } from './secret-key.ts'
import type { Store } from './store/ports.ts'
import { openStore } from './store/sqlite/store.ts'
import { createHub, type Hub } from './ws/hub.ts'
import { createPresence, type Presence } from './ws/presence.ts'

/** What may be chosen from outside instead, as tests do. */
export type PartsOverrides = {
  log?: Log
  clock?: Clock
  faults?: Faults
  presenceGraceMs?: number
}

/** What the edges are made of. */
export type Parts = {
  config: Config
  log: Log
  clock: Clock
  uptimeS: () => number
  faults: Faults
  store: Store
  hash: Hash
  presence: Presence
  hub: Hub
  identify: Identify
}

/** Opens the store and makes all that stands behind the edges. Throws a `StartFault` where the database cannot be used. */
export const openParts = async (config: Config, overrides: PartsOverrides): Promise<Parts> => {
  const { log = createLog(config.logLevel), clock = Date.now, faults = createFaults(log) } = overrides
  const startedAt = performance.now()
  const uptimeS = (): number => Math.floor((performance.now() - startedAt) / 1000)
  const relays = isTelegramConfigured(config)
  const store = openStore({ path: config.database, relays, makeEpoch: secureRandom.id })
  const hash = createHash(loadSecretKey(config))
  const presence = createPresence({
    clock,
    graceMs: overrides.presenceGraceMs,
    adminSeenAt: await store.sessions.adminSeenAt(),
    noteSeen: (session, conversation, at) => {
      const noted = conversation
        ? store.conversations.noteSeen(conversation, at)
        : store.sessions.noteAdminSeen(String(session.id), at)
      noted.catch((fault) => faults.count('ws', fault))
    },
  })
  const hub = createHub(presence)
  const identify = createIdentify({ store, clock, hash })
  return { config, log, clock, uptimeS, faults, store, hash, presence, hub, identify }
}
