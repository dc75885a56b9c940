import { Hono } from 'hono'
import { openSession, type Session } from '#protocol/http'
import type { Identify } from '#server/actions/identify'
import type { leave } from '#server/actions/visitor/leave'
import type { openConversation, renameVisitor } from '#server/actions/visitor/open-conversation'
import type { Conversation } from '#server/store/ports'
import { clearedCookie, readToken, tokenCookie } from './cookies.ts'
import { type Ask, type Env, parseBody, respondRefused, respondUnparsed, unauthenticated } from './respond.ts'

type Deps = {
  toSession: (conversation: Conversation) => Session
  identify: Identify
  openConversation: ReturnType<typeof openConversation>
  renameVisitor: ReturnType<typeof renameVisitor>
  leave: ReturnType<typeof leave>
}

/** A visitor's own conversation, as its routes answer with it. */
export const createToSession =
  (adminName: string) =>
  ({ chatId, cid, name }: Conversation): Session => ({ chat_id: chatId, cid, name, admin_name: adminName })

/** `/api/session`: the visitor's own device. */
export const sessionRoutes = ({ toSession, identify, openConversation, renameVisitor, leave }: Deps): Hono<Env> => {
  const app = new Hono<Env>()

  const tokenOf = (c: Ask) => readToken(c.req.raw.headers, 'visitor', c.get('caller').isSecure)
  const keep = (c: Ask, token: string) =>
    c.header('Set-Cookie', tokenCookie('visitor', c.get('caller').isSecure, token))
  app.post('/', async (c) => {
    const body = await parseBody(c, openSession)
    if (!body.ok) return respondUnparsed(c, body)
    const { name, lang } = body.value
    const token = tokenOf(c)
    const known = await identify.visitor(token)
    if (known && token) {
      await renameVisitor(known, name, lang ?? null)
      keep(c, token)
      return c.json(toSession(known.conversation))
    }
    const { address } = c.get('caller')
    const userAgent = (c.req.header('user-agent') ?? '').slice(0, 300)
    const opened = await openConversation({ name, lang: lang ?? 'tr', address, userAgent })
    if (!opened.ok) return respondRefused(c, opened)
    keep(c, opened.value.token)
    return c.json(toSession(opened.value.session.conversation), 201)
  })

  app.get('/', async (c) => {
    const token = tokenOf(c)
    const session = await identify.visitor(token)
    if (!session || !token) return respondRefused(c, unauthenticated)
    keep(c, token)
    return c.json(toSession(session.conversation))
  })

  app.delete('/', async (c) => {
    const session = await identify.visitor(tokenOf(c))
    c.header('Set-Cookie', clearedCookie('visitor', c.get('caller').isSecure))
    if (!session) return respondRefused(c, unauthenticated)
    await leave(session)
    return c.body(null, 204)
  })

  return app
}
