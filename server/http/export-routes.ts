import { Hono } from 'hono'
import type { Identify } from '#server/actions/identify'
import type { exportConversation } from '#server/actions/media/export-conversation'
import type { Store } from '#server/store/ports'
import { createForAdmin } from './for-admin.ts'
import { type Env, notFound, respondRefused } from './respond.ts'
import { zipStream } from './zip-stream.ts'

type Deps = {
  store: Pick<Store, 'conversations'>
  identify: Identify
  exportConversation: ReturnType<typeof exportConversation>
  onFault: (fault: unknown) => void
}

/** `/api/admin/chats/:chatId`: a conversation to take away. It is read as fast as the other end takes it. */
export const exportRoutes = ({ store, identify, exportConversation, onFault }: Deps): Hono<Env> => {
  const app = new Hono<Env>()
  const forAdmin = createForAdmin(identify)

  app.get(
    '/export',
    forAdmin(async (c) => {
      const conversation = await store.conversations.find(c.req.param('chatId') ?? '')
      if (!conversation) return respondRefused(c, notFound)
      const isHead = c.req.method === 'HEAD'
      return new Response(isHead ? null : await zipStream(exportConversation(conversation), onFault), {
        headers: { 'Content-Type': 'application/zip', 'Content-Disposition': attachment(`${conversation.cid}.zip`) },
      })
    }),
  )

  return app
}

/** RFC 6266: the name as it is (RFC 8187), and one of plain letters for whoever does not know that form. */
const attachment = (name: string): string => {
  const plain = name.replace(/[^\w.-]/g, '_')
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
