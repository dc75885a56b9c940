import type { ThreadChange } from '#protocol/http'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { EmptyTrash } from '#server/actions/media/empty-trash'
import type { Audience } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'

type Deps = {
  store: Pick<Store, 'conversations'>
  audience: Pick<Audience, 'threadChanged' | 'conversationErased'>
  /** Ends the call that is on there. */
  hangUp: (conversation: Conversation) => Promise<void>
}

const notFound = refuse('not_found', 'there is no such conversation')

/** Archives, blocks or notes, and what undoes these. */
export const changeThread =
  ({ store, audience, hangUp }: Deps) =>
  async (chatId: string, change: ThreadChange): Promise<Outcome<Conversation>> => {
    const conversation = await store.conversations.find(chatId)
    if (!conversation || !(await store.conversations.change(conversation, change))) return notFound
    audience.threadChanged(conversation)
    if (change.blocked) await hangUp(conversation)
    return done(conversation)
  }

// A deletion of very many would hold up everybody: between these, others are served.
const erasedAtOnce = 20

/**
 * Erases conversations for good and shows out whoever is in them. Resolves to how many there were, once their files are off
 * the disk.
 */
export const eraseConversations =
  ({ store, audience, hangUp, emptyTrash }: Deps & { emptyTrash: EmptyTrash }) =>
  async (chatIds: readonly string[]): Promise<number> => {
    const hangUpIn = async (chatId: string): Promise<void> => {
      const conversation = await store.conversations.find(chatId)
      if (conversation) await hangUp(conversation)
    }
    let count = 0
    for (let from = 0; from < chatIds.length; from += erasedAtOnce) {
      const wanted = chatIds.slice(from, from + erasedAtOnce)
      // While its sockets can still be told.
      for (const chatId of wanted) await hangUpIn(chatId)
      const erased = await store.conversations.erase(wanted)
      for (const conversation of erased) {
        // Somebody may have rung meanwhile.
        await hangUp(conversation)
        audience.conversationErased(conversation)
      }
      count += erased.length
    }
    if (count > 0) await emptyTrash()
    return count
  }
