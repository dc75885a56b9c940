import type { Message, Side } from '#protocol/messages'
import type { ConversationState } from './conversation.ts'
import type { OutboxRow, OutboxState } from './outbox.ts'
import type { Conversation, Entry, OwnState } from './types.ts'

// An entry is drawn once and kept as long as what it was drawn from: a view skips the objects that it knows.
const storedEntries = new WeakMap<Message, Entry>()
const unsentEntries = new WeakMap<OutboxRow, Entry>()

const reuse = <K extends object>(cache: WeakMap<K, Entry>, source: K, entry: Entry): Entry => {
  const known = cache.get(source)
  if (known && known.state === entry.state && known.failure === entry.failure) return known
  cache.set(source, entry)
  return entry
}

const storedEntry = (message: Message, self: Side, seenUpTo: number): Entry => {
  const mine = message.role === self
  const state: OwnState | null = mine ? (message.id <= seenUpTo ? 'seen' : 'sent') : null
  return reuse(storedEntries, message, {
    key: mine && message.client_id !== null ? message.client_id : `m${message.id}`,
    id: message.id,
    role: message.role,
    mine,
    text: message.type === 'text' ? (message.text ?? '') : '',
    type: message.type,
    createdAt: Date.parse(message.created_at),
    state,
    failure: null,
  })
}

const unsentEntry = (row: OutboxRow, failure: string | null): Entry =>
  reuse(unsentEntries, row, {
    key: row.client_id,
    id: null,
    role: row.side,
    mine: true,
    text: row.text,
    type: row.type,
    createdAt: row.created_at,
    state: failure === null ? 'queued' : 'failed',
    failure,
  })

/**
 * What a page shows of a conversation: each message once, whichever of its ack, its frame and its row in the outbox
 * came first. A text that neither the device could keep nor the line can take is shown as failed until it can.
 */
export const selectConversation = (
  state: ConversationState,
  { rows, unkept }: OutboxState,
  { isOpen, nowMs }: { isOpen: boolean; nowMs: number },
): Conversation => {
  const seenByOther = state.readBy[state.self === 'user' ? 'admin' : 'user']
  // Until the read marks of the first join are here too, a page would take everything for seen.
  const isLoaded = state.loaded && !state.opening?.isFirst
  const stored = (isLoaded ? state.messages : []).map((message) => storedEntry(message, state.self, seenByOther))
  const storedKeys = new Set(stored.map(({ key }) => key))
  const unsent = rows
    .filter((row) => row.chat_id === state.chatId && !storedKeys.has(row.client_id))
    .map((row) => unsentEntry(row, row.failure ?? (unkept.has(row.client_id) && !isOpen ? 'storage' : null)))
  return {
    chatId: state.chatId,
    cid: state.cid,
    loaded: isLoaded,
    entries: [...stored, ...unsent],
    hasOlder: isLoaded && state.hasOlder,
    loadingOlder: state.loadingOlder,
    otherTyping: state.typingUntil > nowMs,
    other: state.presence,
    unreadFrom: state.unreadFrom,
  }
}
