import type { Server } from 'bun'
import { type Config, isTelegramConfigured } from './config.ts'
import { type Caller, createDescribeCaller } from './http/caller.ts'
import type { ClientFiles } from './http/client-files.ts'
import { requireClient } from './http/client-folder.ts'
import { createHealth } from './http/health.ts'
import { createHarden } from './http/security-headers.ts'
import { startExpiringSessions } from './jobs/expired-sessions.ts'
import { createLater } from './later.ts'
import { openParts, type PartsOverrides } from './parts.ts'
import { lockDatabase } from './store/sqlite/lock.ts'
import { version } from './version.ts'
import type { Connection } from './ws/connection.ts'
import { sayGoodbye } from './ws/goodbye.ts'
import { startMindingSilence } from './ws/silent-sockets.ts'
import { createSocketHandlers } from './ws/socket-handlers.ts'

export type RunningServer = {
  url: string
  /** `GET /health` and so on: everything that is answered over HTTP, besides the pages and their files. */
  routes: () => Promise<string[]>
  /** Takes no more, says good-bye to every socket and closes the database; within three seconds. */
  stop: () => Promise<void>
}

type Overrides = PartsOverrides & {
  files?: ClientFiles
  socketSilentMs?: number
  comeBackMs?: number
}

// The first who asks for anything but /health gets it loaded at once.
const edgesAfterMs = 100

/** Puts everything together and serves. Throws a `StartFault` where the database cannot be used. */
export const startServer = async (config: Config, overrides: Overrides = {}): Promise<RunningServer> => {
  const unlock = config.database === ':memory:' ? () => undefined : lockDatabase(config.database)
  const parts = await openParts(config, overrides)
  const { log, clock, faults, store, presence, hub } = parts
  const describeCaller = createDescribeCaller(config, (header) =>
    log.warn('proxy_header_ignored', { header, hint: 'set TRUST_PROXY to the number of proxies in front' }),
  )
  if (config.ice.transportPolicy === 'relay' && config.ice.turnUrls.length === 0)
    log.warn('calls_without_relay', { hint: 'ICE_TRANSPORT_POLICY=relay lets no call through without TURN_URLS' })
  const harden = createHarden(config.publicUrl)
  const health = createHealth({ ...parts, version })
  const { files, comeBackMs } = overrides
  if (!files) requireClient()
  const edges = createLater(async () => {
    const { openEdges } = await import('./open-edges.ts')
    return openEdges(parts, { describeCaller, harden, files, comeBackMs })
  })

  const answer = async (request: Request, server: Server<Connection>): Promise<Response | undefined> => {
    const peer = server.requestIP(request)?.address ?? ''
    const path = URL.parse(request.url)?.pathname
    if (path === '/health' && !edges.isAsked()) {
      const caller = describeCaller(request.headers, peer)
      if (isPlain(request, caller)) return harden(health(), caller.isSecure)
    }
    const { app, admit } = await edges.get()
    if (path !== '/ws') return app.fetch(request, { address: peer })
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
    websocket: createSocketHandlers({
      hub,
      store,
      version,
      clock,
      dispatch: (connection, raw) => edges.got()?.dispatch(connection, raw),
      onOpen: (connection) => edges.got()?.calls.greet(connection),
      onClose: (connection) => edges.got()?.calls.gone(connection),
    }),
    error: (fault) => {
      faults.count('http', fault)
      const body = { error: { code: 'internal', message: 'something went wrong here' } }
      return harden(Response.json(body, { status: 500 }), false)
    },
  })
  // Whoever is in a call with one of them hears of it too, once calls are there.
  const ended = () => edges.got()?.hub ?? hub
  const stopExpiring = startExpiringSessions({
    store,
    audience: {
      visitorSessionEnded: (id) => ended().visitorSessionEnded(id),
      adminSessionEnded: (id) => ended().adminSessionEnded(id),
    },
    clock,
    faults,
  })
  const stopWaiting = edges.getIn(edgesAfterMs, (fault) => faults.count('process', fault))
  const stopMindingSilence = startMindingSilence(hub, overrides.socketSilentMs)
  const url = `http://localhost:${server.port}`
  log.info('started', {
    url,
    version,
    env: config.env,
    database: config.database,
    telegram: isTelegramConfigured(config),
  })

  const stop = async (): Promise<void> => {
    stopWaiting()
    stopExpiring()
    stopMindingSilence()
    await sayGoodbye(hub, server)
    await edges.got()?.stop()
    presence.stop()
    store.close()
    unlock()
    log.info('stopped')
  }

  return { url, routes: async () => (await edges.get()).routes, stop }
}

/** What the app itself would answer in the same way. */
const isPlain = ({ method }: Request, { origin, ownOrigin }: Caller): boolean =>
  method === 'GET' && origin === null && ownOrigin !== null

const notASocket = (): Response =>
  Response.json({ error: { code: 'bad_request', message: 'this address is for sockets' } }, { status: 400 })
