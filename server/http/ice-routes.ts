import { Hono } from 'hono'
import { iceQuery } from '#protocol/ice-query'
import type { findIce } from '#server/actions/call/find-ice'
import type { Identify } from '#server/actions/identify'
import type { Device } from '#server/store/device-ports'
import { createReadersOf, onlyAs, type Readers } from './readers.ts'
import { type Env, parseQuery, respondRefused, respondUnparsed, unauthenticated } from './respond.ts'

type Deps = { identify: Identify; findIce: ReturnType<typeof findIce> }

/** `/api/ice`: the STUN and TURN servers of calls. */
export const iceRoutes = ({ identify, findIce }: Deps): Hono<Env> => {
  const app = new Hono<Env>()
  const readersOf = createReadersOf(identify)

  app.get('/', async (c) => {
    const readers = await readersOf(c)
    if (!readers) return respondRefused(c, unauthenticated)
    const query = parseQuery(c, iceQuery)
    if (!query.ok) return respondUnparsed(c, query)
    const device = deviceOf(onlyAs(readers, query.value.as))
    if (!device) return respondRefused(c, unauthenticated)
    const ice = findIce(device)
    return ice.ok ? c.json(ice.value) : respondRefused(c, ice)
  })

  return app
}

/** With both cookies it is the admin's: no conversation is asked about that would be the visitor's own. */
const deviceOf = (readers: Readers | null): Device | null => {
  const { visitor, admin } = readers ?? {}
  if (admin) return { role: 'admin', session: admin.id }
  return visitor ? { role: 'user', session: visitor.id, chat: visitor.conversation.key } : null
}
