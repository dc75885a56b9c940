import { limits } from '#protocol/limits'
import type { Message, MessageCall } from '#protocol/messages'
import type { ConversationState } from './conversation.ts'
import type { OutboxRow, OutboxState } from './outbox.ts'
import type { Conversation, Entry, EntryMedium, OwnState, Quote } from './types.ts'

// An entry is drawn once and kept as long as what it was drawn from: a view skips the objects that it knows.
const storedEntries = new WeakMap<Message, Entry>()
const unsentEntries = new WeakMap<OutboxRow, Entry>()

const quotes = new WeakMap<Message, Quote>()
const notHeld = new Map<number, Quote>()

const unknownQuote = { mine: false, role: 'system', text: null, type: 'text' } as const

const textOf = ({ type, text }: Message): string => (type === 'call' ? '' : (text ?? ''))
const callOf = ({ type, call }: Message): MessageCall | null => (type === 'call' ? (call ?? null) : null)

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
  if (!quoted) return remember(notHeld, id, { ...unknownQuote, id })
  const { role, type } = quoted
  return remember(quotes, quoted, { id, mine: role === self, role, text: textOf(quoted), type, call: callOf(quoted) })
}

const isEditable = (mine: boolean, message: Message, createdAt: number, nowMs: number): boolean =>
  mine && textOf(message) !== '' && nowMs - createdAt < limits.editWithinMs

const storedMedium = ({ type, media, media_url: url }: Message): EntryMedium | null => {
  if ((type !== 'image' && type !== 'audio') || !media) return null
  const { duration_ms: durationMs, thumb_url: thumbUrl = null, placeholder = null, ...facts } = media
  return { kind: type, ...facts, durationMs, url, thumbUrl, placeholder }
}

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
    medium: known ? known.medium : storedMedium(message),
    call: callOf(message),
    progress: null,
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

type Standing = Pick<Entry, 'failure' | 'progress'>

// What the device could not keep, and what the server has no room for now, goes out all the same.
const standingOf = (row: OutboxRow, { unkept, uploads }: OutboxState, isOpen: boolean): Standing => {
  const upload = uploads.get(row.client_id)
  const waiting = unkept.has(row.client_id) && !isOpen ? 'storage' : upload === 'no_room' ? upload : null
  return { failure: row.failure ?? waiting, progress: typeof upload === 'number' ? upload : null }
}

const unsentEntry = (row: OutboxRow, conversation: ConversationState, { failure, progress }: Standing): Entry => {
  const known = unsentEntries.get(row)
  const replyTo = row.reply_to ?? null
  const quote = quoteOf(replyTo, conversation)
  if (known?.failure === failure && known.progress === progress && known.quote === quote) return known
  const entry: Entry = {
    key: row.client_id,
    id: null,
    role: row.side,
    mine: true,
    text: row.text,
    type: row.type,
    medium: known ? known.medium : row.medium ? { ...row.medium, url: null, thumbUrl: null, placeholder: null } : null,
    call: null,
    progress,
    createdAt: row.created_at,
    state: row.failure === undefined ? 'queued' : 'failed',
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
  outbox: OutboxState,
  { isOpen, nowMs }: { isOpen: boolean; nowMs: number },
): Conversation => {
  const seenByOther = state.readBy[state.self === 'user' ? 'admin' : 'user']
  // Until the read marks of the first join are here too, a page would take everything for seen.
  const isLoaded = state.loaded && !state.opening?.isFirst
  const stored = (isLoaded ? state.messages : []).map((message) => storedEntry(message, state, seenByOther, nowMs))
  const own = outbox.rows.filter((row) => row.chat_id === state.chatId)
  const storedKeys = new Set(own.length > 0 ? stored.map(({ key }) => key) : [])
  const unsent = own
    .filter((row) => !storedKeys.has(row.client_id))
    .map((row) => unsentEntry(row, state, standingOf(row, outbox, isOpen)))
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
