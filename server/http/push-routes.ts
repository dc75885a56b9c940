import { Hono } from 'hono'
import type * as z from 'zod/mini'
import {
  type PushState,
  type PushTested,
  type pushKey,
  pushQuery,
  type pushStates,
  subscription,
  subscriptionName,
} from '#protocol/push'
import type { Language } from '#protocol/text'
import type { Identify } from '#server/actions/identify'
import type { listSubscriptions, noteArrived, unsubscribe } from '#server/actions/push/own-subscriptions'
import type { PublicKey } from '#server/actions/push/public-key'
import type { subscribe } from '#server/actions/push/subscribe'
import type { testPush } from '#server/actions/push/test-push'
import type { Device, PushSubscription } from '#server/store/device-ports'
import { readToken } from './cookies.ts'
import {
  type Ask,
  type Env,
  parseBody,
  parseQuery,
  respondRefused,
  respondUnparsed,
  unauthenticated,
} from './respond.ts'

type Deps = {
  identify: Identify
  adminLang: Language
  publicKey: PublicKey
  subscribe: ReturnType<typeof subscribe>
  unsubscribe: ReturnType<typeof unsubscribe>
  listSubscriptions: ReturnType<typeof listSubscriptions>
  noteArrived: ReturnType<typeof noteArrived>
  testPush: ReturnType<typeof testPush>
}

/** Whose device asks; `chatId` is empty for the admin. */
type Asking = { device: Device; chatId: string; lang: Language }

/** `/api/push`: what a device subscribes to, for the visitor's and the admin's. */
export const pushRoutes = (deps: Deps): Hono<Env> => {
  const app = new Hono<Env>()
  const forDevice = createForDevice(deps)

  app.get(
    '/key',
    forDevice(async (c) => {
      const key = await deps.publicKey()
      return key.ok ? c.json({ public_key: key.value } satisfies z.infer<typeof pushKey>) : respondRefused(c, key)
    }),
  )

  app.put(
    '/subscription',
    forDevice(async (c, { device, lang }) => {
      const body = await parseBody(c, subscription)
      if (!body.ok) return respondUnparsed(c, body)
      const kept = await deps.subscribe({ device, subscription: body.value, lang, origin: pageOrigin(c) })
      return kept.ok ? c.body(null, 204) : respondRefused(c, kept)
    }),
  )

  app.get(
    '/subscription',
    forDevice(async (c, { device }) => {
      const subscriptions = (await deps.listSubscriptions(device)).map(toState)
      return c.json({ subscriptions } satisfies z.infer<typeof pushStates>)
    }),
  )

  const onNamed = (act: Deps['unsubscribe']) =>
    forDevice(async (c, { device }) => {
      const body = await parseBody(c, subscriptionName)
      if (!body.ok) return respondUnparsed(c, body)
      const acted = await act(device, body.value.endpoint)
      return acted.ok ? c.body(null, 204) : respondRefused(c, acted)
    })
  app.delete('/subscription', onNamed(deps.unsubscribe))
  app.post('/arrived', onNamed(deps.noteArrived))

  app.post(
    '/test',
    forDevice(async (c, { device, chatId }) => {
      const tested = await deps.testPush(device, chatId)
      return tested.ok ? c.json(tested.value satisfies PushTested) : respondRefused(c, tested)
    }),
  )

  return app
}

/** Finds out whose device asks, before anything else is looked at. */
const createForDevice = ({ identify, adminLang }: Pick<Deps, 'identify' | 'adminLang'>) => {
  const asVisitor = async (c: Ask): Promise<Asking | null> => {
    const session = await identify.visitor(readToken(c.req.raw.headers, 'visitor', c.get('caller').isSecure))
    if (!session) return null
    const { id, conversation } = session
    const device: Device = { role: 'user', session: id, chat: conversation.key }
    return { device, chatId: conversation.chatId, lang: conversation.lang }
  }

  const asAdmin = async (c: Ask): Promise<Asking | null> => {
    const session = await identify.admin(readToken(c.req.raw.headers, 'admin', c.get('caller').isSecure))
    return session && { device: { role: 'admin', session: session.id }, chatId: '', lang: adminLang }
  }

  return (handle: (c: Ask, asking: Asking) => Promise<Response>) =>
    async (c: Ask): Promise<Response> => {
      const as = c.req.query('as')
      const visitor = as === 'admin' ? null : await asVisitor(c)
      const asking = visitor ?? (as === 'user' ? null : await asAdmin(c))
      if (!asking) return respondRefused(c, unauthenticated)
      const query = parseQuery(c, pushQuery)
      if (!query.ok) return respondUnparsed(c, query)
      return handle(c, { ...asking, lang: query.value.lang ?? asking.lang })
    }
}

/** For the links in what is sent: the page may be another origin's than the server's. */
const pageOrigin = (c: Ask): string => {
  const { origin, isOriginAllowed, ownOrigin } = c.get('caller')
  return (isOriginAllowed ? origin : null) ?? ownOrigin ?? ''
}

const toState = ({ endpoint, lastSentAt, lastArrivedAt, failedAt }: PushSubscription): PushState => ({
  endpoint,
  last_sent_at: toMoment(lastSentAt),
  last_arrived_at: toMoment(lastArrivedAt),
  failed_at: toMoment(failedAt),
})

const toMoment = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
