import { Hono } from 'hono'
import { type AdminProfile, type CodeSent, login } from '#protocol/http'
import type { sendCode } from '#server/actions/admin/send-code'
import type { signIn } from '#server/actions/admin/sign-in'
import type { signOut } from '#server/actions/admin/sign-out'
import type { Identify } from '#server/actions/identify'
import { clearedCookie, readToken, tokenCookie } from './cookies.ts'
import { createForAdmin } from './for-admin.ts'
import { type Ask, type Env, parseBody, respondRefused, respondUnparsed } from './respond.ts'

type Deps = {
  adminName: string
  identify: Identify
  sendCode: ReturnType<typeof sendCode>
  signIn: ReturnType<typeof signIn>
  signOut: ReturnType<typeof signOut>
}

/** `/api/admin`: signing in and out. */
export const adminRoutes = (deps: Deps): Hono<Env> => {
  const { adminName, identify, sendCode, signIn, signOut } = deps
  const app = new Hono<Env>()

  const tokenOf = (c: Ask) => readToken(c.req.raw.headers, 'admin', c.get('caller').isSecure)
  const keep = (c: Ask, token: string) => c.header('Set-Cookie', tokenCookie('admin', c.get('caller').isSecure, token))
  const browserOf = async (c: Ask): Promise<string | null> => (await identify.earlierAdmin(tokenOf(c)))?.id ?? null

  const forAdmin = createForAdmin(identify)

  app.post('/otp', async (c) => {
    const outcome = await sendCode({ address: c.get('caller').address, browser: await browserOf(c) })
    if (!outcome.ok) return respondRefused(c, outcome)
    const { challengeId, sentTo, expiresInS } = outcome.value
    return c.json({ challenge_id: challengeId, sent_to: sentTo, expires_in: expiresInS } satisfies CodeSent, 202)
  })

  app.post('/login', async (c) => {
    const body = await parseBody(c, login)
    if (!body.ok) return respondUnparsed(c, body)
    const outcome = await signIn({
      code: body.value.otp,
      challengeId: body.value.challenge_id ?? null,
      address: c.get('caller').address,
      browser: await browserOf(c),
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
    })
    if (!outcome.ok) return respondRefused(c, outcome)
    keep(c, outcome.value.token)
    return c.json({ admin_name: adminName } satisfies AdminProfile)
  })

  app.post(
    '/logout',
    forAdmin(async (c, session) => {
      await signOut(session)
      c.header('Set-Cookie', clearedCookie('admin', c.get('caller').isSecure))
      return c.body(null, 204)
    }),
  )

  app.get(
    '/me',
    forAdmin(async (c) => {
      const token = tokenOf(c)
      if (token) keep(c, token)
      return c.json({ admin_name: adminName } satisfies AdminProfile)
    }),
  )

  return app
}
