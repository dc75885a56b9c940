import { Hono } from 'hono'
import { type SearchPage, searchQuery } from '#protocol/http'
import type { Identify } from '#server/actions/identify'
import type { Hits, Store } from '#server/store/ports'
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
      const { q, chat_id, before = null, after = null, limit = hitsUnlessAsked } = query.value
      if (chat_id === undefined) return c.json(pageOf(await store.messages.search({ q, before, limit })))
      const conversation = await store.conversations.find(chat_id)
      if (!conversation) return respondRefused(c, notFound)
      const found = await store.messages.searchIn({ q, conversation, before, after, limit })
      return c.json({ ...pageOf(found), total: found.total, newer: found.newer } satisfies SearchPage)
    }),
  )

  return app
}

const pageOf = ({ hits, hasMore }: Hits): SearchPage => ({
  hits: hits.map(({ message, conversation: { name, cid } }) => ({ message, name, cid })),
  has_more: hasMore,
})
