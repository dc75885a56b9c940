import { Hono } from 'hono'
import { historyQuery, type MessagePage } from '#protocol/http'
import { limits } from '#protocol/limits'
import type { Identify } from '#server/actions/identify'
import type { Store } from '#server/store/ports'
import { createFindReadable, createReadersOf } from './readers.ts'
import { type Env, notFound, parseQuery, respondRefused, respondUnparsed, unauthenticated } from './respond.ts'

type Deps = { store: Pick<Store, 'conversations' | 'messages'>; identify: Identify }

/** `/api/chats`: what is in a conversation, for its visitor and the admin. */
export const chatRoutes = ({ store, identify }: Deps): Hono<Env> => {
  const app = new Hono<Env>()

  const readersOf = createReadersOf(identify)
  const findReadable = createFindReadable(store)

  app.get('/:chatId/messages', async (c) => {
    const readers = await readersOf(c)
    if (!readers) return respondRefused(c, unauthenticated)
    const query = parseQuery(c, historyQuery)
    if (!query.ok) return respondUnparsed(c, query)
    const conversation = await findReadable(readers, c.req.param('chatId'))
    if (!conversation) return respondRefused(c, notFound)
    const { before = null, limit = limits.historyMessages } = query.value
    const { messages, hasMore } = await store.messages.page(conversation, before, limit)
    return c.json({ messages, has_more: hasMore } satisfies MessagePage)
  })

  return app
}
