import { Hono } from 'hono'
import type { Identify } from '#server/actions/identify'
import type { Faults } from '#server/faults'
import type { Store } from '#server/store/ports'
import { readToken } from './cookies.ts'
import { createHealth } from './health.ts'
import { type Env, notFound, respondRefused } from './respond.ts'

type Deps = {
  store: Pick<Store, 'ping'>
  identify: Identify
  faults: Faults
  version: string
  uptimeS: () => number
  sockets: () => { user: number; admin: number }
  /** Lines of what counts by itself. */
  moreMetrics?: () => string[]
}

/** `/health` for whoever watches, `/metrics` for the admin and this machine alone. */
export const operatorRoutes = (deps: Deps): Hono<Env> => {
  const { store, identify, faults, version, uptimeS, sockets, moreMetrics = () => [] } = deps
  const app = new Hono<Env>()

  const health = createHealth({ store, version, uptimeS })

  app.get('/health', health)

  app.get('/metrics', async (c) => {
    const { isLoopback, isSecure } = c.get('caller')
    if (!isLoopback && !(await identify.admin(readToken(c.req.raw.headers, 'admin', isSecure))))
      return respondRefused(c, notFound)
    return c.text(metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })

  const metrics = (): string => {
    const { user, admin } = sockets()
    const edges = (['http', 'ws', 'job', 'process'] as const).map(
      (edge) => `konusma_faults_total{edge="${edge}"} ${faults.total(edge)}`,
    )
    return [
      '# TYPE konusma_uptime_seconds gauge',
      `konusma_uptime_seconds ${uptimeS()}`,
      '# TYPE konusma_sockets gauge',
      `konusma_sockets{role="user"} ${user}`,
      `konusma_sockets{role="admin"} ${admin}`,
      '# TYPE konusma_faults_total counter',
      ...edges,
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
      ...moreMetrics(),
      '',
    ].join('\n')
  }

  return app
}
