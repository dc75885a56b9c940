import { Hono } from 'hono'
import { chatIds, messageIds, type ThreadFacts, type ThreadPage, threadChange, threadQuery } from '#protocol/http'
import { refuse } from '#protocol/refusals'
import type { changeThread, eraseConversations } from '#server/actions/admin/care-for-conversations'
import type { removeMessages } from '#server/actions/chat/remove-messages'
import type { Identify } from '#server/actions/identify'
import { toThread } from '#server/actions/to-thread'
import type { Conversation, Store } from '#server/store/ports'
import { createForAdmin } from './for-admin.ts'
import { type Env, notFound, parseBody, parseQuery, respondRefused, respondUnparsed } from './respond.ts'

type Deps = {
  store: Pick<Store, 'conversations' | 'messages' | 'sessions'>
  identify: Identify
  isOnline: (conversation: Conversation) => boolean
  changeThread: ReturnType<typeof changeThread>
  eraseConversations: ReturnType<typeof eraseConversations>
  removeMessages: ReturnType<typeof removeMessages>
}

const threadsUnlessAsked = 50

// To count them all in a long conversation would hold up everybody.
const mostCounted = 1000

/** `/api/admin/chats`: the list of conversations, and what the admin does with them. */
export const threadRoutes = (deps: Deps): Hono<Env> => {
  const { store, identify, isOnline, changeThread, eraseConversations, removeMessages } = deps
  const app = new Hono<Env>()
  const forAdmin = createForAdmin(identify)
  const rowOf = (conversation: Conversation) => toThread(conversation, isOnline(conversation))

  app.get(
    '/',
    forAdmin(async (c) => {
      const query = parseQuery(c, threadQuery)
      if (!query.ok) return respondUnparsed(c, query)
      const { filter = 'all', q = null, cursor = null, limit = threadsUnlessAsked } = query.value
      const page = await store.conversations.list({ filter, q, cursor, limit })
      if (!page) return respondRefused(c, refuse('bad_request', 'this cursor cannot be used'))
      return c.json({ chats: page.conversations.map(rowOf), next: page.next } satisfies ThreadPage)
    }),
  )

  app.delete(
    '/',
    forAdmin(async (c) => {
      const body = await parseBody(c, chatIds)
      return body.ok ? c.json({ deleted: await eraseConversations(body.value.chat_ids) }) : respondUnparsed(c, body)
    }),
  )

  const factsOf = async (conversation: Conversation): Promise<ThreadFacts> => {
    const counted = await store.messages.count(conversation, mostCounted)
    return {
      lang: conversation.lang,
      user_agent: await store.sessions.lastUserAgent(conversation),
      message_count: counted && { count: counted.count, is_least: counted.isLeast },
    }
  }

  app.get(
    '/:chatId/facts',
    forAdmin(async (c) => {
      const conversation = await store.conversations.find(c.req.param('chatId') ?? '')
      return conversation ? c.json(await factsOf(conversation)) : respondRefused(c, notFound)
    }),
  )

  app.patch(
    '/:chatId',
    forAdmin(async (c) => {
      const body = await parseBody(c, threadChange)
      if (!body.ok) return respondUnparsed(c, body)
      const changed = await changeThread(c.req.param('chatId') ?? '', body.value)
      return changed.ok ? c.json(rowOf(changed.value)) : respondRefused(c, changed)
    }),
  )

  app.delete(
    '/:chatId/messages',
    forAdmin(async (c) => {
      const body = await parseBody(c, messageIds)
      if (!body.ok) return respondUnparsed(c, body)
      const conversation = await store.conversations.find(c.req.param('chatId') ?? '')
      if (!conversation) return respondRefused(c, notFound)
      return c.json({ deleted: await removeMessages(conversation, body.value.ids) })
    }),
  )

  return app
}
