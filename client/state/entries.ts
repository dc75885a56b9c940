import { limits } from '#protocol/limits'
import type { Message } from '#protocol/messages'
import type { ConversationState } from './conversation.ts'
import type { OutboxRow, OutboxState } from './outbox.ts'
import type { Conversation, Entry, OwnState, Quote } from './types.ts'

// An entry is drawn once and kept as long as what it was drawn from: a view skips the objects that it knows.
const storedEntries = new WeakMap<Message, Entry>()
const unsentEntries = new WeakMap<OutboxRow, Entry>()

const quotes = new WeakMap<Message, Quote>()
const notHeld = new Map<number, Quote>()

const textOf = (message: Message): string => (message.type === 'text' ? (message.text ?? '') : '')

/** By id, in a list that is in the order of ids. */
const messageAt = (messages: readonly Message[], id: number): Message | null => {
  let low = 0
  let high = messages.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = messages[middle]
    if (!found || found.id === id) return found ?? null
    if (found.id < id) low = middle + 1
    else high = middle - 1
  }
  return null
}

type QuoteCache<K> = { get: (key: K) => Quote | undefined; set: (key: K, quote: Quote) => void }

const remember = <K>(cache: QuoteCache<K>, key: K, quote: Quote): Quote => {
  const known = cache.get(key)
  if (known) return known
  cache.set(key, quote)
  return quote
}

const quoteOf = (id: number | null, { messages, self }: ConversationState): Quote | null => {
  if (id === null) return null
  const quoted = messageAt(messages, id)
  if (!quoted) return remember(notHeld, id, { id, mine: false, role: 'system', text: null })
  return remember(quotes, quoted, { id, mine: quoted.role === self, role: quoted.role, text: textOf(quoted) })
}

const isEditable = (mine: boolean, message: Message, createdAt: number, nowMs: number): boolean =>
  mine && message.type === 'text' && nowMs - createdAt < limits.editWithinMs

const storedEntry = (message: Message, conversation: ConversationState, seenUpTo: number, nowMs: number): Entry => {
  const known = storedEntries.get(message)
  const mine = message.role === conversation.self
  const createdAt = known?.createdAt ?? Date.parse(message.created_at)
  const state: OwnState | null = mine ? (message.id <= seenUpTo ? 'seen' : 'sent') : null
  const quote = quoteOf(message.reply_to, conversation)
  const editable = isEditable(mine, message, createdAt, nowMs)
  if (known?.state === state && known.quote === quote && known.editable === editable) return known
  const entry: Entry = {
    key: mine && message.client_id !== null ? message.client_id : `m${message.id}`,
    id: message.id,
    role: message.role,
    mine,
    text: textOf(message),
    type: message.type,
    createdAt,
    state,
    failure: null,
    replyTo: message.reply_to,
    quote,
    reactions: message.reactions,
    editedAt: message.edited_at === null ? null : Date.parse(message.edited_at),
    editable,
  }
  storedEntries.set(message, entry)
  return entry
}

const unsentEntry = (row: OutboxRow, conversation: ConversationState, failure: string | null): Entry => {
  const known = unsentEntries.get(row)
  const replyTo = row.reply_to ?? null
  const quote = quoteOf(replyTo, conversation)
  if (known && known.failure === failure && known.quote === quote) return known
  const entry: Entry = {
    key: row.client_id,
    id: null,
    role: row.side,
    mine: true,
    text: row.text,
    type: row.type,
    createdAt: row.created_at,
    // What the device could not keep goes out all the same, as long as the page is open.
    state: failure === null || failure === 'storage' ? 'queued' : 'failed',
    failure,
    replyTo,
    quote,
    reactions: {},
    editedAt: null,
    editable: false,
  }
  unsentEntries.set(row, entry)
  return entry
}

/**
 * What a page shows of a conversation: each message once, whichever of its ack, its frame and its row in the outbox
 * came first. A text that neither the device could keep nor the line can take says so until it can.
 */
export const selectConversation = (
  state: ConversationState,
  { rows, unkept }: OutboxState,
  { isOpen, nowMs }: { isOpen: boolean; nowMs: number },
): Conversation => {
  const seenByOther = state.readBy[state.self === 'user' ? 'admin' : 'user']
  // Until the read marks of the first join are here too, a page would take everything for seen.
  const isLoaded = state.loaded && !state.opening?.isFirst
  const stored = (isLoaded ? state.messages : []).map((message) => storedEntry(message, state, seenByOther, nowMs))
  const own = rows.filter((row) => row.chat_id === state.chatId)
  const storedKeys = new Set(own.length > 0 ? stored.map(({ key }) => key) : [])
  const unsent = own
    .filter((row) => !storedKeys.has(row.client_id))
    .map((row) => unsentEntry(row, state, row.failure ?? (unkept.has(row.client_id) && !isOpen ? 'storage' : null)))
  return {
    chatId: state.chatId,
    cid: state.cid,
    loaded: isLoaded,
    arriving: isLoaded && state.opening !== null,
    unreachable: state.unreachable,
    recalledAt: state.recalledAt,
    entries: unsent.length > 0 ? [...stored, ...unsent] : stored,
    hasOlder: isLoaded && state.hasOlder,
    loadingOlder: state.loadingOlder,
    otherTyping: state.typingUntil > nowMs,
    other: state.presence,
    unreadFrom: state.unreadFrom,
  }
}
