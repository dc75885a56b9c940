import type { EmptyTrash } from '#server/actions/media/empty-trash'
import type { Audience } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'messages'>; audience: Pick<Audience, 'messagesChanged'>; emptyTrash: EmptyTrash }

/**
 * Leaves tombstones in the place of these messages, on every screen at once. Resolves to how many there were, once their
 * files are off the disk.
 */
export const removeMessages =
  ({ store, audience, emptyTrash }: Deps) =>
  async (conversation: Conversation, ids: readonly number[]): Promise<number> => {
    const tombstones = await store.messages.remove(conversation, ids)
    if (tombstones.length === 0) return 0
    audience.messagesChanged(conversation, tombstones, null)
    await emptyTrash()
    return tombstones.length
  }
