import type { Server } from 'bun'
import { type Config, isTelegramConfigured } from './config.ts'
import { wireDispatch, wireRoutes } from './edges.ts'
import { createApp, routesOf } from './http/app.ts'
import { createDescribeCaller } from './http/caller.ts'
import { type ClientFiles, loadClientFiles } from './http/client-files.ts'
import { createHarden } from './http/security-headers.ts'
import { startExpiringSessions } from './jobs/expired-sessions.ts'
import { openParts, type PartsOverrides } from './parts.ts'
import { lockDatabase } from './store/sqlite/lock.ts'
import { version } from './version.ts'
import type { Connection } from './ws/connection.ts'
import { sayGoodbye } from './ws/goodbye.ts'
import { startClosingSilent } from './ws/silent-sockets.ts'
import { createSocketHandlers } from './ws/socket-handlers.ts'
import { createAdmission } from './ws/upgrade.ts'

export type RunningServer = {
  url: string
  /** `GET /health` and so on: everything that is answered over HTTP, besides the pages and their files. */
  routes: string[]
  /** Takes no more, says good-bye to every socket and closes the database; within three seconds. */
  stop: () => Promise<void>
}

type Overrides = PartsOverrides & {
  files?: ClientFiles
  socketSilentMs?: number
}

/** Puts everything together and serves. Throws a `StartFault` where the database cannot be used. */
export const startServer = async (config: Config, overrides: Overrides = {}): Promise<RunningServer> => {
  const unlock = config.database === ':memory:' ? () => undefined : lockDatabase(config.database)
  const parts = await openParts(config, overrides)
  const { log, clock, faults, store, presence, hub } = parts
  const describeCaller = createDescribeCaller(config, (header) =>
    log.warn('proxy_header_ignored', { header, hint: 'set TRUST_PROXY to the number of proxies in front' }),
  )
  const harden = createHarden(config.publicUrl)
  const files = overrides.files ?? loadClientFiles(pageValues(config))
  const app = createApp({ harden, describeCaller, files, faults, log, routes: wireRoutes(parts) })
  const admit = createAdmission({
    ...parts,
    socketsOf: hub.countOf,
    socketsPerAddress: config.limits.socketsPerAddress,
  })

  const answer = async (request: Request, server: Server<Connection>): Promise<Response | undefined> => {
    const peer = server.requestIP(request)?.address ?? ''
    if (URL.parse(request.url)?.pathname !== '/ws') return app.fetch(request, { address: peer })
    const caller = describeCaller(request.headers, peer)
    const admitted = await admit(request, caller)
    if (admitted instanceof Response) return harden(admitted, caller.isSecure)
    return server.upgrade(request, { data: admitted }) ? undefined : harden(notASocket(), caller.isSecure)
  }

  const server = Bun.serve<Connection>({
    port: config.port,
    hostname: config.host,
    development: false,
    // Otherwise a second server would share the port without a word, and each would get half of the people.
    reusePort: false,
    idleTimeout: 30,
    // Bun's own refusal has no body; the app's limits come long before.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    fetch: answer,
    websocket: createSocketHandlers({ hub, store, version, clock, dispatch: wireDispatch(parts) }),
    error: (fault) => {
      faults.count('http', fault)
      const body = { error: { code: 'internal', message: 'something went wrong here' } }
      return harden(Response.json(body, { status: 500 }), false)
    },
  })
  const stopExpiring = startExpiringSessions({ store, audience: hub, clock, faults })
  const stopClosingSilent = startClosingSilent(hub, overrides.socketSilentMs)
  const url = `http://localhost:${server.port}`
  log.info('started', {
    url,
    version,
    env: config.env,
    database: config.database,
    telegram: isTelegramConfigured(config),
  })

  const stop = async (): Promise<void> => {
    stopExpiring()
    stopClosingSilent()
    await sayGoodbye(hub, server)
    presence.stop()
    store.close()
    unlock()
    log.info('stopped')
  }

  return { url, routes: routesOf(app), stop }
}

const pageValues = (config: Config): Record<string, string> => ({
  ADMIN_NAME: config.adminName,
  ADMIN_LANG: config.adminLang,
  TELEGRAM: isTelegramConfigured(config) ? '1' : '',
})

const notASocket = (): Response =>
  Response.json({ error: { code: 'bad_request', message: 'this address is for sockets' } }, { status: 400 })
