import { limits } from '#protocol/limits'
import type { Message } from '#protocol/messages'
import type { Conversation, Store } from '#server/store/ports'

type Deps = { store: Pick<Store, 'messages' | 'epoch'> }
type Held = { since: number | null; epoch: string | null }

/** `json`: the messages as they go on the wire, made once while their size is measured. */
export type CaughtUp = { mode: 'delta' | 'full'; json: string[]; rev: number; hasMore: boolean }

/**
 * What a page that holds everything up to `since` lacks: the changes, if they are surely all and few, else the newest
 * messages whole. Never a silent gap.
 */
export const catchUp = ({ store }: Deps) => {
  return async (conversation: Conversation, { since, epoch }: Held): Promise<CaughtUp> => {
    const { rev } = conversation
    const delta = since !== null && since <= rev && epoch === store.epoch ? await changes(conversation, since) : null
    return delta ? { mode: 'delta', json: delta, rev, hasMore: false } : newest(conversation, rev)
  }

  async function changes(conversation: Conversation, since: number): Promise<string[] | null> {
    // Pages ask again and again whether they missed something; mostly they did not.
    if (since === conversation.rev) return []
    const messages = await store.messages.changedSince(conversation, since, limits.deltaMessages)
    if (!messages) return null
    const json = withinBytes(messages)
    return json.length === messages.length ? json : null
  }

  async function newest(conversation: Conversation, rev: number): Promise<CaughtUp> {
    const page = await store.messages.page(conversation, null, limits.historyMessages)
    const json = withinBytes(page.messages.toReversed()).reverse()
    return { mode: 'full', json, rev, hasMore: page.hasMore || json.length < page.messages.length }
  }
}

const withinBytes = (messages: Message[]): string[] => {
  const kept: string[] = []
  let bytes = 0
  for (const message of messages) {
    const json = JSON.stringify(message)
    bytes += Buffer.byteLength(json) + 1
    if (bytes > limits.historyBytes) break
    kept.push(json)
  }
  return kept
}
