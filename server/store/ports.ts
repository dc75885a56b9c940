import type { ThreadChange, ThreadFilter } from '#protocol/http'
import type { MediumKind } from '#protocol/media'
import type { Message, Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { Allowance } from '#server/domain/rate-limit'
import type { CallStore, HandoverStore, PushStore } from './device-ports.ts'
import type { MediaStore } from './media-ports.ts'

/**
 * One conversation, alive: whoever holds it sees its newest committed state, and there is one object for each.
 * Times are milliseconds since 1970; `rev` rises by one with each changed message.
 */
export type Conversation = Readonly<{
  key: number
  chatId: string
  cid: string
  name: string
  lang: Language
  createdAt: number
  rev: number
  waitingSince: number | null
  unread: number
  lastMessage: Message | null
  userReadId: number
  adminReadId: number
  userSeenAt: number | null
  archived: boolean
  blocked: boolean
  note: string | null
}>

export type VisitorSession = Readonly<{ id: number; conversation: Conversation; lastSeenAt: number }>
export type AdminSession = Readonly<{ id: string; lastSeenAt: number; expiresAt: number; endedAt: number | null }>

export type AdminDevice = Readonly<{ id: string; userAgent: string; createdAt: number; lastSeenAt: number }>

export type NewConversation = {
  chatId: string
  cid: string
  name: string
  lang: Language
  createdAt: number
}

export type NewMessage = {
  conversation: Conversation
  role: Side
  clientId: string
  type: 'text' | MediumKind
  /** Null only where it has a medium without a caption. */
  text: string | null
  /** The medium that it shows, uploaded by the same side into the same conversation and not sent yet. */
  fileRef: string | null
  replyTo: number | null
  createdAt: number
  /** Asked and counted only for what would be stored anew: a retry is never limited. */
  limit: SendLimit | null
}

export type SendLimit = { peek: () => Allowance; take: () => Allowance }

/** `fresh` is false for a retry, whose `message` is the one stored before. */
export type Appended =
  | { kind: 'stored'; message: Message; fresh: boolean }
  | { kind: 'other_content' }
  | { kind: 'unknown_reply' }
  /** No upload of this side into this conversation. */
  | { kind: 'unknown_file' }
  /** Another message shows it. */
  | { kind: 'used_file' }
  /** A picture as a voice note, or the other way round. */
  | { kind: 'other_file_kind' }
  | { kind: 'over_limit'; retryAfterMs: number }
  | { kind: 'blocked' }
  | { kind: 'gone' }

/** `unchanged`: it was so already; no rev was used. */
export type Changed =
  | { kind: 'changed' | 'unchanged'; message: Message }
  | { kind: 'not_found' }
  | { kind: 'not_yours' }
  | { kind: 'too_late' }
  | { kind: 'blocked' }
  | { kind: 'over_limit'; retryAfterMs: number }

export type Change = { conversation: Conversation; role: Side; id: number; limit: SendLimit | null }
export type Edit = Change & { text: string; editedAt: number; notBefore: number }
export type Reaction = Change & { emoji: string | null }

export type Hit = { message: Message; conversation: Conversation }
export type Hits = { hits: Hit[]; hasMore: boolean }
export type SearchQuery = { q: string; before: number | null; limit: number }
/** `after`: the nearest of those that are newer, instead; `hasMore` then speaks of newer ones. */
export type ConversationQuery = SearchQuery & { conversation: Conversation; after: number | null }

export type Page = { messages: Message[]; hasMore: boolean }
export type Count = { count: number; isLeast: boolean }
export type ThreadsPage = { conversations: Conversation[]; next: string | null }

/** A write that the disk has no room for, or that the database could not take now. Nothing of it was stored. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault'
  readonly reason: 'full' | 'unavailable'

  constructor(reason: 'full' | 'unavailable', cause: unknown) {
    super(`storage is ${reason}`, { cause })
    this.reason = reason
  }
}

export type ConversationStore = {
  find: (chatId: string) => Promise<Conversation | null>
  /** False where the CID is taken: nothing was stored. */
  create: (conversation: NewConversation, session: NewSession) => Promise<VisitorSession | null>
  rename: (conversation: Conversation, name: string, lang: Language | null) => Promise<void>
  /** Moves the mark forward, never back and never past the newest message; null where it did not move. */
  markRead: (conversation: Conversation, role: Side, id: number) => Promise<number | null>
  noteSeen: (conversation: Conversation, at: number) => Promise<void>
  /** With `q`, only those where each of its words occurs; null for a cursor that is none. */
  list: (query: {
    filter: ThreadFilter
    q: string | null
    cursor: string | null
    limit: number
  }) => Promise<ThreadsPage | null>
  /** False where it is gone. */
  change: (conversation: Conversation, change: ThreadChange) => Promise<boolean>
  /** Erases for good, with messages and sessions; resolves to those that were there. */
  erase: (chatIds: readonly string[]) => Promise<Conversation[]>
}

export type MessageStore = {
  /** Resolves in the order of storing, after the commit. */
  append: (message: NewMessage) => Promise<Appended>
  /** The newest `limit` before the message `before`, oldest first, tombstones left out. */
  page: (conversation: Conversation, before: number | null, limit: number) => Promise<Page>
  /** Messages that are not deleted, up to `most`; null where that cannot be told now. */
  count: (conversation: Conversation, most: number) => Promise<Count | null>
  /** All that changed after `since`, tombstones included, by `rev`; null where they are more than `limit`. */
  changedSince: (conversation: Conversation, since: number, limit: number) => Promise<Message[] | null>
  /** Own texts and captions only, not stored before `notBefore`. */
  edit: (edit: Edit) => Promise<Changed>
  /** One reaction a side; null takes it back. */
  react: (reaction: Reaction) => Promise<Changed>
  /** Leaves tombstones, each with its own rev, in the order of `ids`; others than live messages of it are skipped. */
  remove: (conversation: Conversation, ids: readonly number[]) => Promise<Message[]>
  /** Newest first. */
  search: (query: SearchQuery) => Promise<Hits>
  /** The same in one conversation; of the `total` there, `newer` are newer than these. */
  searchIn: (query: ConversationQuery) => Promise<Hits & { total: number; newer: number }>
}

export type NewSession = { tokenHash: Uint8Array; userAgent: string; createdAt: number; expiresAt: number }

export type SessionStore = {
  visitor: (tokenHash: Uint8Array, nowMs: number) => Promise<VisitorSession | null>
  /** The user agent of the device on which the visitor was seen last; null where none is left. */
  lastUserAgent: (conversation: Conversation) => Promise<string | null>
  renewVisitor: (id: number, at: number, expiresAt: number) => Promise<void>
  endVisitor: (id: number) => Promise<void>
  /** Also answers for a session that has ended or expired, as long as its row is kept: see `endedAt`, `expiresAt`. */
  admin: (tokenHash: Uint8Array) => Promise<AdminSession | null>
  /** Ends `before`, the one that this browser had until now, in the same transaction. */
  openAdmin: (id: string, session: NewSession, before: string | null) => Promise<void>
  renewAdmin: (id: string, at: number, expiresAt: number) => Promise<void>
  endAdmin: (id: string, at: number) => Promise<void>
  /** The devices that are signed in now, the last seen first. */
  admins: (nowMs: number) => Promise<AdminDevice[]>
  /** Ends what has expired and says whose sessions those were. */
  endExpired: (nowMs: number) => Promise<{ visitors: number[]; admins: string[] }>
  adminSeenAt: () => Promise<number | null>
  noteAdminSeen: (id: string, at: number) => Promise<void>
}

export type NewCode = { id: string; codeHash: Uint8Array; expiresAt: number; needsChallenge: boolean }

/** `exhausted`: all tries of this challenge are spent, nothing opens it any more. `unknown`: never made, used or expired. */
export type TakenCode = { kind: 'right' | 'wrong' | 'unknown' } | { kind: 'exhausted'; until: number }

export type CodeStore = {
  add: (code: NewCode, nowMs: number) => Promise<void>
  /** Counts a try on the challenge, then takes the code if it is right: once, in time, within the tries. */
  take: (challengeId: string, codeHash: Uint8Array, nowMs: number, mostTries: number) => Promise<TakenCode>
  /** The same for a code that needs no challenge. */
  takeOpen: (codeHash: Uint8Array, nowMs: number) => Promise<boolean>
}

export type Store = {
  epoch: string
  conversations: ConversationStore
  messages: MessageStore
  sessions: SessionStore
  codes: CodeStore
  push: PushStore
  calls: CallStore
  handovers: HandoverStore
  media: MediaStore
  /** Throws where the database does not answer. */
  ping: () => void
  close: () => void
}
