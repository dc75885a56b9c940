import type { Side } from '#protocol/messages'
import type { Audience, Sender } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'conversations'>; audience: Pick<Audience, 'readUpTo'> }

/** Moves a side's read mark forward, never back; a mark that does not move tells nobody. */
export const markRead =
  ({ store, audience }: Deps) =>
  async (conversation: Conversation, role: Side, id: number, sender: Sender | null): Promise<void> => {
    const mark = await store.conversations.markRead(conversation, role, id)
    if (mark !== null) audience.readUpTo(conversation, role, mark, sender)
  }
