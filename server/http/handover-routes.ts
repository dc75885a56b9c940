import { Hono } from 'hono'
import { type Handover, takeover } from '#protocol/handover'
import type { AdminProfile, Session } from '#protocol/http'
import type { handOver } from '#server/actions/handover/hand-over'
import type { takeOver } from '#server/actions/handover/take-over'
import type { Identify } from '#server/actions/identify'
import type { Device } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'
import { readToken, tokenCookie } from './cookies.ts'
import { createForAdmin } from './for-admin.ts'
import { type Ask, type Env, parseBody, respondRefused, respondUnparsed, unauthenticated } from './respond.ts'

type Deps = {
  adminName: string
  identify: Identify
  handOver: ReturnType<typeof handOver>
  takeOver: ReturnType<typeof takeOver>
  toSession: (conversation: Conversation) => Session
}

/** Going on elsewhere: one device makes a token, another takes the session over. */
export const handoverRoutes = ({ adminName, identify, handOver, takeOver, toSession }: Deps): Hono<Env> => {
  const app = new Hono<Env>()

  const visitorOf = (c: Ask) => identify.visitor(readToken(c.req.raw.headers, 'visitor', c.get('caller').isSecure))

  const adminBefore = async (c: Ask): Promise<string | null> =>
    (await identify.earlierAdmin(readToken(c.req.raw.headers, 'admin', c.get('caller').isSecure)))?.id ?? null

  const make = async (c: Ask, device: Device): Promise<Response> => {
    const made = await handOver(device)
    if (!made.ok) return respondRefused(c, made)
    const { token, expiresInS } = made.value
    return c.json({ token, expires_in: expiresInS } satisfies Handover, 201)
  }

  const attemptOf = async (c: Ask) => {
    const body = await parseBody(c, takeover)
    if (!body.ok) return body
    const userAgent = (c.req.header('user-agent') ?? '').slice(0, 300)
    return { ok: true as const, value: { token: body.value.token, address: c.get('caller').address, userAgent } }
  }

  app.post('/session/handover', async (c) => {
    const session = await visitorOf(c)
    if (!session) return respondRefused(c, unauthenticated)
    return make(c, { role: 'user', session: session.id, chat: session.conversation.key })
  })

  app.post(
    '/admin/handover',
    createForAdmin(identify)((c, { id }) => make(c, { role: 'admin', session: id })),
  )

  app.post('/session/takeover', async (c) => {
    const attempt = await attemptOf(c)
    if (!attempt.ok) return respondUnparsed(c, attempt)
    const taken = await takeOver.conversation(attempt.value, await visitorOf(c))
    if (!taken.ok) return respondRefused(c, taken)
    c.header('Set-Cookie', tokenCookie('visitor', c.get('caller').isSecure, taken.value.cookie))
    return c.json(toSession(taken.value.session.conversation))
  })

  app.post('/admin/takeover', async (c) => {
    const attempt = await attemptOf(c)
    if (!attempt.ok) return respondUnparsed(c, attempt)
    const taken = await takeOver.desk(attempt.value, await adminBefore(c))
    if (!taken.ok) return respondRefused(c, taken)
    c.header('Set-Cookie', tokenCookie('admin', c.get('caller').isSecure, taken.value.cookie))
    return c.json({ admin_name: adminName } satisfies AdminProfile)
  })

  return app
}
