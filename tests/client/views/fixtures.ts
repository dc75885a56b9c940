import type { Conversation, Entry, Line } from '#client/state/types'
import type { RowActions } from '#client/views/row-parts'
import type { Message, MessageCall, Thread } from '#protocol/messages'

const noon = new Date(2026, 10, 22, 12, 0).getTime()

/** A stored message of the visitor, seen by the visitor; `at` counts minutes from noon. */
export const entry = ({ at = 0, ...given }: Partial<Entry> & { at?: number } = {}): Entry => {
  const id = given.id === undefined ? 1 : given.id
  const mine = given.mine ?? (given.role ?? 'user') === 'user'
  return {
    key: `m${id}`,
    id,
    role: 'user',
    mine,
    text: 'Merhaba',
    type: 'text',
    createdAt: noon + at * 60_000,
    state: mine ? 'sent' : null,
    failure: null,
    replyTo: null,
    quote: null,
    reactions: {},
    editedAt: null,
    editable: false,
    medium: null,
    call: null,
    progress: null,
    ...given,
  }
}

/** How a call of the visitor's went: nobody answered. */
export const call = (given: Partial<MessageCall> = {}): MessageCall => ({
  call_id: 'call-1',
  from: 'user',
  video: false,
  outcome: 'missed',
  duration_s: 0,
  ...given,
})

/** Nobody listens to what is done with a message. */
export const noActions: RowActions = { onJumpTo: () => {}, onReact: () => {}, onMenu: () => {} }

export const conversation = (given: Partial<Conversation> = {}): Conversation => ({
  chatId: 'chat',
  cid: 'Eda-7F3C',
  loaded: true,
  arriving: false,
  unreachable: false,
  recalledAt: null,
  entries: [],
  hasOlder: false,
  loadingOlder: false,
  otherTyping: false,
  other: null,
  unreadFrom: null,
  ...given,
})

export const openLine: Line = { phase: 'open', offline: false, retryAt: null, downSince: null }

export const message = (given: Partial<Message> = {}): Message => ({
  id: 1,
  rev: 1,
  chat_id: 'chat',
  client_id: null,
  role: 'user',
  type: 'text',
  text: 'Merhaba',
  media_url: null,
  media: null,
  reply_to: null,
  reactions: {},
  created_at: new Date(noon).toISOString(),
  edited_at: null,
  deleted: false,
  via: 'web',
  ...given,
})

export const thread = (given: Partial<Thread> = {}): Thread => ({
  chat_id: 'chat',
  cid: 'Eda-7F3C',
  name: 'Eda',
  created_at: new Date(noon).toISOString(),
  waiting_since: null,
  unread: 0,
  online: false,
  last_message: null,
  archived: false,
  blocked: false,
  note: null,
  ...given,
})
