import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { refuse } from '#protocol/refusals'
import { type Faults, toRefusal } from '#server/faults'
import type { Log } from '#server/log'
import type { Caller } from './caller.ts'
import type { ClientFiles } from './client-files.ts'
import type { FindKept } from './kept-assets.ts'
import { originGate } from './origin-gate.ts'
import { type Env, notFound, respondRefusal, respondRefused } from './respond.ts'
import { type createHarden, securityHeaders } from './security-headers.ts'
import { serveFile } from './serve-file.ts'

type Options = {
  harden: ReturnType<typeof createHarden>
  describeCaller: (headers: Headers, peerAddress: string) => Caller
  files: ClientFiles
  findKept: FindKept
  routes: Record<string, Hono<Env>>
  faults: Faults
  log: Log
}

const jsonBodyBytes = 64 * 1024
const filesPath = '/api/media'
const unreadable = refuse('bad_request', 'this request cannot be read')

/** Everything that is asked over HTTP. */
export const createApp = ({ harden, describeCaller, files, findKept, routes, faults, log }: Options): Hono<Env> => {
  const app = new Hono<Env>()

  app.use(securityHeaders(harden))
  app.use(async (c, next) => {
    const caller = describeCaller(c.req.raw.headers, c.env.address)
    c.set('caller', caller)
    return caller.ownOrigin === null || !URL.canParse(c.req.url) ? respondRefused(c, unreadable) : next()
  })
  app.use(originGate(log))
  const limitBody = bodyLimit({ maxSize: jsonBodyBytes, onError: (c) => respondRefused(c, tooLarge) })
  // Files are larger, and bounded where they are read.
  app.use((c, next) => (c.req.path === filesPath ? next() : limitBody(c, next)))

  for (const [path, route] of Object.entries(routes)) app.route(path, route)
  const methods = methodsByPath(app)

  app.notFound(async (c) => {
    const file = files.get(c.req.path) ?? (await findKept(c.req.path))
    if (file && (c.req.method === 'GET' || c.req.method === 'HEAD')) return serveFile(file, c.req.raw)
    const allowed = file ? ['GET'] : methods(c.req.path)
    if (allowed.length === 0) return respondRefused(c, notFound)
    c.header('Allow', allowed.join(', '))
    return respondRefused(c, refuse('method_not_allowed', 'this cannot be done here'))
  })

  app.onError((fault, c) => {
    if (isHungUp(fault)) return respondRefused(c, unreadable)
    faults.count('http', fault)
    return respondRefusal(c, toRefusal(fault))
  })

  return app
}

/** Somebody who goes away half-way through a body: nobody's fault, and nobody reads the answer. */
const isHungUp = (fault: unknown): boolean => fault instanceof Error && fault.name === 'AbortError'

const tooLarge = refuse('too_large', 'the body is too large')

/** Method and path of every route, without those of middleware. */
export const routesOf = (app: Hono<Env>): string[] =>
  app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)

/** Which methods a path has, so that a known path asked the wrong way is 405 and an unknown one 404. */
const methodsByPath = (app: Hono<Env>) => {
  const known = routesOf(app).map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { method, pattern: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`) }
  })
  return (path: string): string[] => [
    ...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
  ]
}
