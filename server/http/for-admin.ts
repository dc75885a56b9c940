import type { Handler } from 'hono'
import type { Identify } from '#server/actions/identify'
import type { AdminSession } from '#server/store/ports'
import { readToken } from './cookies.ts'
import { type Ask, type Env, respondRefused, unauthenticated } from './respond.ts'

/** A route that only the admin may ask; everybody else is 401 before anything is looked at. */
export const createForAdmin =
  (identify: Identify) =>
  (handle: (c: Ask, session: AdminSession) => Promise<Response>): Handler<Env> =>
  async (c) => {
    const session = await identify.admin(readToken(c.req.raw.headers, 'admin', c.get('caller').isSecure))
    return session ? handle(c, session) : respondRefused(c, unauthenticated)
  }
