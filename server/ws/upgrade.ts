import { type Refusal, refusals, refuse } from '#protocol/refusals'
import type { Identify } from '#server/actions/identify'
import type { Clock } from '#server/actions/ports'
import type { Caller } from '#server/http/caller'
import { readToken } from '#server/http/cookies'
import { Connection, type Seat } from './connection.ts'

type Deps = {
  identify: Identify
  socketsOf: (address: string) => number
  socketsPerAddress: number
  clock: Clock
}

const socketsRetryMs = 10_000

/**
 * Who may open a socket: first the page's origin, then its cookie, then the count of its address. Resolves to the
 * connection to upgrade to, or to the answer that refuses it. `?hidden=1` is of a page that nobody looks at yet.
 */
export const createAdmission = ({ identify, socketsOf, socketsPerAddress, clock }: Deps) => {
  return async (request: Request, caller: Caller): Promise<Connection | Response> => {
    if (!caller.isOriginAllowed) return respond(refuse('forbidden', 'this origin may not connect').refusal)
    const { searchParams } = new URL(request.url)
    const [as, hidden] = [searchParams.get('as'), searchParams.get('hidden')]
    if (as !== null && as !== 'admin')
      return respond(refuse('bad_request', 'a socket is of a visitor or as=admin').refusal)
    if (hidden !== null && hidden !== '1')
      return respond(refuse('bad_request', 'the page of a socket is visible or hidden=1').refusal)
    const who = await seatOf(request.headers, as === 'admin', caller.isSecure)
    if (!who) return respond(refuse('unauthenticated', 'sign in first').refusal)
    if (socketsPerAddress > 0 && socketsOf(caller.address) >= socketsPerAddress)
      return respond(refuse('rate_limited', 'too many sockets from this address', socketsRetryMs).refusal)
    return new Connection({ ...who, address: caller.address }, clock(), hidden === null)
  }

  async function seatOf(headers: Headers, isAdmin: boolean, isSecure: boolean): Promise<Omit<Seat, 'address'> | null> {
    if (isAdmin) {
      const session = await identify.admin(readToken(headers, 'admin', isSecure))
      return session && { role: 'admin', session: { role: 'admin', id: session.id }, home: null }
    }
    const session = await identify.visitor(readToken(headers, 'visitor', isSecure))
    return session && { role: 'user', session: { role: 'user', id: session.id }, home: session.conversation }
  }
}

const respond = ({ code, message, retryAfterMs }: Refusal): Response => {
  const headers = new Headers()
  if (retryAfterMs !== undefined) headers.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
  return Response.json({ error: { code, message } }, { status: refusals[code].status, headers })
}
