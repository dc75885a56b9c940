import type { Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'ping'>; version: string; uptimeS: () => number }

/** What `/health` answers: well is a server whose database answers. */
export const createHealth = ({ store, version, uptimeS }: Deps) => {
  const doesDatabaseAnswer = (): boolean => {
    try {
      store.ping()
      return true
    } catch {
      return false
    }
  }

  return (): Response => {
    const ok = doesDatabaseAnswer()
    const body = { ok, version, uptime_s: uptimeS(), db: ok ? 'ok' : 'down' }
    return Response.json(body, { status: ok ? 200 : 503, headers: { 'Content-Type': 'application/json' } })
  }
}
