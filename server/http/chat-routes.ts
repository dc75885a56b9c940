import { Hono } from 'hono'
import { historyQuery, type MessagePage } from '#protocol/http'
import { limits } from '#protocol/limits'
import type { Identify } from '#server/actions/identify'
import type { Conversation, Store } from '#server/store/ports'
import { readToken } from './cookies.ts'
import {
  type Ask,
  type Env,
  notFound,
  parseQuery,
  respondRefused,
  respondUnparsed,
  unauthenticated,
} from './respond.ts'

type Deps = { store: Pick<Store, 'conversations' | 'messages'>; identify: Identify }

/** `/api/chats`: what is in a conversation, for its visitor and the admin. */
export const chatRoutes = ({ store, identify }: Deps): Hono<Env> => {
  const app = new Hono<Env>()

  const readersOf = async (c: Ask) => {
    const { isSecure } = c.get('caller')
    const { headers } = c.req.raw
    const visitor = await identify.visitor(readToken(headers, 'visitor', isSecure))
    const admin = await identify.admin(readToken(headers, 'admin', isSecure))
    return visitor || admin ? { visitor, admin } : null
  }

  app.get('/:chatId/messages', async (c) => {
    const readers = await readersOf(c)
    if (!readers) return respondRefused(c, unauthenticated)
    const query = parseQuery(c, historyQuery)
    if (!query.ok) return respondUnparsed(c, query)
    const { visitor, admin } = readers
    const conversation = await readable(c.req.param('chatId'), visitor?.conversation ?? null, admin !== null)
    if (!conversation) return respondRefused(c, notFound)
    const { before = null, limit = limits.historyMessages } = query.value
    const { messages, hasMore } = await store.messages.page(conversation, before, limit)
    return c.json({ messages, has_more: hasMore } satisfies MessagePage)
  })

  const readable = async (chatId: string, own: Conversation | null, isAdmin: boolean): Promise<Conversation | null> => {
    if (own?.chatId === chatId) return own
    return isAdmin ? store.conversations.find(chatId) : null
  }

  return app
}
