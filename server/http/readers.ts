import type { Side } from '#protocol/messages'
import type { Identify } from '#server/actions/identify'
import type { AdminSession, Conversation, Store, VisitorSession } from '#server/store/ports'
import { readToken } from './cookies.ts'
import type { Ask } from './respond.ts'

/** Whose cookies a browser has: it may be the visitor's and the admin's at once. */
export type Readers = { visitor: VisitorSession | null; admin: AdminSession | null }

/** Resolves to null where no cookie opens anything. */
export const createReadersOf =
  (identify: Identify) =>
  async (c: Ask): Promise<Readers | null> => {
    const { isSecure } = c.get('caller')
    const { headers } = c.req.raw
    const visitor = await identify.visitor(readToken(headers, 'visitor', isSecure))
    const admin = await identify.admin(readToken(headers, 'admin', isSecure))
    return visitor || admin ? { visitor, admin } : null
  }

/** Without the cookie that is not meant; null where that leaves none. */
export const onlyAs = ({ visitor, admin }: Readers, side: Side | undefined): Readers | null => {
  const only = { visitor: side === 'admin' ? null : visitor, admin: side === 'user' ? null : admin }
  return only.visitor || only.admin ? only : null
}

/** The visitor's own conversation, any for the admin; null where there is none or it is somebody else's. */
export const createFindReadable =
  ({ conversations }: Pick<Store, 'conversations'>) =>
  async ({ visitor, admin }: Readers, chatId: string): Promise<Conversation | null> => {
    if (visitor?.conversation.chatId === chatId) return visitor.conversation
    return admin ? conversations.find(chatId) : null
  }
