import type { Audience } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'messages'>; audience: Pick<Audience, 'messagesChanged'> }

/** Leaves tombstones in the place of these messages, on every screen at once; resolves to how many there were. */
export const removeMessages =
  ({ store, audience }: Deps) =>
  async (conversation: Conversation, ids: readonly number[]): Promise<number> => {
    const tombstones = await store.messages.remove(conversation, ids)
    if (tombstones.length > 0) audience.messagesChanged(conversation, tombstones, null)
    return tombstones.length
  }
