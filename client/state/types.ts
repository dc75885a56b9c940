import type { Message, MessageCall } from '#protocol/messages'
import type { AttachmentFacts } from './attachment.ts'

export type OwnState = 'queued' | 'sent' | 'seen' | 'failed'

/** The message that another one answers, as far as this page knows it. */
export type Quote = {
  id: number
  mine: boolean
  role: 'user' | 'admin' | 'system'
  /** `null` when the message is gone or not loaded; empty where there is no caption, or nothing that can be drawn. */
  text: string | null
  type: Message['type']
  /** As in `Entry`. */
  call?: MessageCall | null
}

/** The picture or voice note of a message. The addresses are null until the server has it: then the outbox has its bytes. */
export type EntryMedium = AttachmentFacts & {
  url: string | null
  thumbUrl: string | null
  /** A blur to show until the picture has come. */
  placeholder: string | null
}

/** One line of a conversation as a page shows it. */
export type Entry = {
  /** Stable from the keystroke on: the `client_id`, else `m<id>`. */
  key: string
  /** `null` until the server has stored it. */
  id: number | null
  role: 'user' | 'admin' | 'system'
  mine: boolean
  /** Empty for a type that this client cannot draw. */
  text: string
  type: Message['type']
  /** Beside type `image` and `audio`; `text` is then its caption, empty for none. */
  medium: EntryMedium | null
  /** How the call of a message of type `call` went. */
  call: MessageCall | null
  /** How much of it has been uploaded, from 0 to 1, while it is under way. */
  progress: number | null
  /** Milliseconds since 1970. */
  createdAt: number
  /** Only for one's own. */
  state: OwnState | null
  /**
   * A refusal code, beside `failed`; beside `queued` it is `storage` where only this page's memory holds it and the line
   * is down, and `no_room` where the server takes no more files for now.
   */
  failure: string | null
  replyTo: number | null
  quote: Quote | null
  /** One emoji a side. */
  reactions: { user?: string | undefined; admin?: string | undefined }
  editedAt: number | null
  /** One's own text or caption, stored less than 15 minutes ago. */
  editable: boolean
}

export type LinePhase = 'connecting' | 'open' | 'waiting'

/** The state of the socket; the two moments are milliseconds since 1970. */
export type Line = {
  phase: LinePhase
  offline: boolean
  retryAt: number | null
  downSince: number | null
  /** While it is down: messages come all the same, because the page asks for them. */
  isAsking?: boolean
  /** With which code the server refused the last socket. */
  refusal?: string
}

export type Conversation = {
  chatId: string
  cid: string
  /** The first history has come. */
  loaded: boolean
  /** What was missed may still be on its way: nobody knows yet where the unread ones begin. */
  arriving: boolean
  /** Nothing has come, and nobody answers. */
  unreachable: boolean
  /** The last word of the server, where it is only what this device saw then (milliseconds since 1970); else `null`. */
  recalledAt: number | null
  /** Oldest first: what is stored by id, then what is unsent in the order of writing. */
  entries: readonly Entry[]
  hasOlder: boolean
  loadingOlder: boolean
  otherTyping: boolean
  other: { online: boolean; lastSeen: number | null } | null
  /** The first message that was unread when the conversation was opened; it stays until it is opened again. */
  unreadFrom: number | null
}
