import { dirname, join } from 'node:path'
import type { Audience } from './actions/ports.ts'
import { createOutgoing } from './actions/push/outgoing.ts'
import { openCalls, withTheCalled } from './call-edges.ts'
import { isTelegramConfigured } from './config.ts'
import { wireDispatch, wireRoutes } from './edges.ts'
import { createApp, routesOf } from './http/app.ts'
import type { createDescribeCaller } from './http/caller.ts'
import { type ClientFiles, loadClientFiles } from './http/client-files.ts'
import { createFindKept } from './http/kept-assets.ts'
import { type createHarden, rulesOf } from './http/security-headers.ts'
import { startKeepingAssets } from './jobs/asset-keeping.ts'
import { type PushPump, startPushPump } from './jobs/push-pump.ts'
import { openMedia } from './open-media.ts'
import { openPush } from './open-push.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'
import type { Connection } from './ws/connection.ts'
import { createAdmission } from './ws/upgrade.ts'

type Given = {
  describeCaller: ReturnType<typeof createDescribeCaller>
  harden: ReturnType<typeof createHarden>
  files: ClientFiles | undefined
  comeBackMs: number | undefined
}

/** All that is answered: pages, routes and sockets. A module of its own, since a start need not wait for it. */
export const openEdges = (parts: Parts, given: Given) => {
  const { describeCaller, harden, files = loadFiles(parts, harden), comeBackMs } = given
  const { config, clock, faults, log, hub } = parts
  const assetsDir = assetsFolder(parts)
  const push = openPush(parts)
  const media = openMedia(parts)
  const pump = startPushPump({
    ...parts,
    send: push.send,
    outgoing: createOutgoing(config, parts.hash),
    watching: hub,
    random: () => secureRandom.below(1000) / 1000,
    comeBackMs,
  })
  const connected = withTheAbsent(hub, pump)
  const calls = openCalls(parts, connected, pump)
  const everybody = withTheCalled(parts, calls)
  const app = createApp({
    harden,
    describeCaller,
    files,
    findKept: assetsDir === null ? async () => null : createFindKept(assetsDir, clock),
    faults,
    log,
    routes: wireRoutes({ ...parts, hub: everybody }, push, pump, media, calls),
  })
  const admit = createAdmission({
    ...parts,
    socketsOf: hub.countOf,
    socketsPerAddress: config.limits.socketsPerAddress,
  })
  const stopKeeping =
    assetsDir === null
      ? async () => undefined
      : startKeepingAssets({ folder: assetsDir, assets: hashedAssets(files), clock, log })
  const stop = async (): Promise<void> => {
    await calls.stop()
    await Promise.all([stopKeeping(), pump.stop(), media.stop()])
  }
  const onFault = (fault: unknown): void => faults.count('ws', fault)
  return {
    app,
    admit,
    dispatch: wireDispatch(parts, connected, calls),
    calls: {
      greet: (connection: Connection): void => {
        if (connection.role === 'admin') void calls.greet(connection).catch(onFault)
      },
      gone: (connection: Connection): void => void calls.gone(connection).catch(onFault),
    },
    routes: routesOf(app),
    /** Those who hear of a session's end, the ends of its call among them. */
    hub: everybody,
    stop,
  }
}

/** Everybody who is connected, and then those who are not. */
const withTheAbsent = (hub: Audience, pump: PushPump): Audience => ({
  ...hub,
  messageStored: (conversation, message, sender) => {
    hub.messageStored(conversation, message, sender)
    pump.messageStored(conversation, message)
  },
})

const loadFiles = (parts: Parts, harden: Given['harden']): ClientFiles => {
  return loadClientFiles(pageValues(parts), {
    rules: rulesOf(harden),
    serviceWorker: parts.config.serviceWorker,
    onMissing: (path) => parts.log.error('asset_missing', { path, hint: 'build the client again' }),
  })
}

/** Where assets of this build are kept for later ones; null for none. While developing, every change is a build. */
const assetsFolder = ({ config }: Parts): string | null =>
  config.database === ':memory:' || config.env === 'development' ? null : join(dirname(config.database), 'assets')

const assetsPath = '/assets/'

const hashedAssets = (files: ClientFiles): ReadonlyMap<string, Uint8Array> =>
  new Map(
    [...files]
      .filter(([path, { isImmutable }]) => isImmutable && path.startsWith(assetsPath))
      .map(([path, { body }]) => [path.slice(assetsPath.length), body]),
  )

const pageValues = ({ config }: Parts): Record<string, string> => ({
  ADMIN_NAME: config.adminName,
  ADMIN_LANG: config.adminLang,
  TELEGRAM: isTelegramConfigured(config) ? '1' : '',
  WORKER: config.serviceWorker ? '1' : '',
})
