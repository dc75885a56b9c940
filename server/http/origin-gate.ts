import type { MiddlewareHandler } from 'hono'
import { refuse } from '#protocol/refusals'
import type { Log } from '#server/log'
import { type Env, respondRefused } from './respond.ts'

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const foreignOrigin = refuse('forbidden', 'this origin may not do that')

/**
 * Keeps other sites' pages from acting in a person's name, before any cookie is looked at: what changes something
 * needs an allowed origin. A browser that sends none passes only where it says that the page is our own.
 */
export const originGate = (log: Log): MiddlewareHandler<Env> => {
  let isHinted = false

  return async (c, next) => {
    const { origin, isOriginAllowed, isForeign } = c.get('caller')
    if (c.req.method === 'OPTIONS' && origin !== null)
      return isForeign ? preflight(origin) : respondRefused(c, foreignOrigin)
    const isOwnPage = origin === null && c.req.header('sec-fetch-site') === 'same-origin'
    if (changing.has(c.req.method) && !isOriginAllowed && !isOwnPage) {
      hint(origin, c.get('caller').ownOrigin)
      return respondRefused(c, foreignOrigin)
    }
    await next()
    if (isForeign && origin !== null) allowForeign(c.res.headers, origin)
    return undefined
  }

  function hint(origin: string | null, ownOrigin: string | null): void {
    if (isHinted || origin === null) return
    isHinted = true
    log.warn('origin_refused', { origin, ownOrigin, hint: 'behind a proxy set PUBLIC_URL, or TRUST_PROXY' })
  }
}

const allowForeign = (headers: Headers, origin: string): void => {
  headers.set('Access-Control-Allow-Origin', origin)
  headers.set('Access-Control-Allow-Credentials', 'true')
  headers.append('Vary', 'Origin')
}

const preflight = (origin: string): Response => {
  const headers = new Headers({
    'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers': 'Content-Type',
    'Access-Control-Max-Age': '600',
  })
  allowForeign(headers, origin)
  return new Response(null, { status: 204, headers })
}
