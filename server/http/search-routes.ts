import { Hono } from 'hono'
import { type SearchPage, searchQuery } from '#protocol/http'
import type { Identify } from '#server/actions/identify'
import type { Store } from '#server/store/ports'
import { createForAdmin } from './for-admin.ts'
import { type Env, notFound, parseQuery, respondRefused, respondUnparsed } from './respond.ts'

type Deps = { store: Pick<Store, 'conversations' | 'messages'>; identify: Identify }

const hitsUnlessAsked = 20

/** `/api/admin/search`: messages by their words, for the admin. */
export const searchRoutes = ({ store, identify }: Deps): Hono<Env> => {
  const app = new Hono<Env>()

  const forAdmin = createForAdmin(identify)

  app.get(
    '/',
    forAdmin(async (c) => {
      const query = parseQuery(c, searchQuery)
      if (!query.ok) return respondUnparsed(c, query)
      const { q, chat_id = null, before = null, limit = hitsUnlessAsked } = query.value
      const conversation = chat_id === null ? null : await store.conversations.find(chat_id)
      if (chat_id !== null && !conversation) return respondRefused(c, notFound)
      const { hits, hasMore } = await store.messages.search({ q, conversation, before, limit })
      const shown = hits.map(({ message, conversation: { name, cid } }) => ({ message, name, cid }))
      return c.json({ hits: shown, has_more: hasMore } satisfies SearchPage)
    }),
  )

  return app
}
