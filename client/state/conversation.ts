import type { Message, Side } from '#protocol/messages'
import type { History, Presence, ReadMark, ServerData } from '#protocol/server-frames'
import { type CachedConversation, withCached } from './cached.ts'
import { keptMessages, mergeMessages, withNewestPage } from './message-log.ts'

/** What a page knows of one conversation. `rev` is the highest without holes below it: what a join says as `since`. */
export type ConversationState = {
  chatId: string
  cid: string
  self: Side
  epoch: string | null
  rev: number
  loaded: boolean
  /** The last word of the server, where this is what the device saw then and nothing newer has come; else `null`. */
  recalledAt: number | null
  /** Nothing is there to show, and nobody answers. */
  unreachable: boolean
  /** By id; what is deleted is not in it. Without a gap from the first one on. */
  messages: readonly Message[]
  hasOlder: boolean
  loadingOlder: boolean
  /** A change passed us by: join again. */
  hole: boolean
  readBy: Record<Side, number>
  /** The newest message that was on this page's screen. */
  seenUpTo: number
  presence: { online: boolean; lastSeen: number | null } | null
  typingUntil: number
  unreadFrom: number | null
  /** Just opened, with this much read: the first unread message is found when the messages and read marks have come. */
  opening: { readUpTo: number; isFirst: boolean } | null
  /** Changes of messages that may be in the older page under way. */
  lateChanges: readonly Message[]
}

export type ConversationEvent =
  /** `current`: nothing that was missed is still to come. */
  | { type: 'opened'; current: boolean }
  /** What this device saw last; it comes in only where nothing else has. */
  | { type: 'recalled'; cached: CachedConversation }
  | { type: 'joined'; cid: string }
  | { type: 'history'; history: History }
  | { type: 'message'; message: Message }
  | { type: 'updated'; updated: ServerData<'chat:updated'> }
  | { type: 'older-asked' }
  | { type: 'older'; before: number; messages: readonly Message[]; hasMore: boolean }
  | { type: 'older-failed' }
  /** The newest messages, asked for while the line is down. */
  | { type: 'asked'; messages: readonly Message[]; hasMore: boolean }
  | { type: 'ask-failed' }
  | { type: 'read'; mark: ReadMark }
  | { type: 'seen'; id: number }
  | { type: 'presence'; presence: Presence }
  | { type: 'typing'; role: Side; nowMs: number }

export const typingLastsMs = 4000

export const createConversation = (chatId: string, cid: string, self: Side): ConversationState => ({
  chatId,
  cid,
  self,
  epoch: null,
  rev: 0,
  loaded: false,
  recalledAt: null,
  unreachable: false,
  messages: [],
  hasOlder: false,
  loadingOlder: false,
  hole: false,
  readBy: { user: 0, admin: 0 },
  seenUpTo: 0,
  presence: null,
  typingUntil: 0,
  unreadFrom: null,
  opening: null,
  lateChanges: [],
})

/** Returns the same object when nothing changed. Each event may come twice and, but for holes, in any order. */
export const reduceConversation = (state: ConversationState, event: ConversationEvent): ConversationState => {
  switch (event.type) {
    case 'opened':
      return withOpened(state, event.current)
    case 'recalled':
      return withCached(state, event.cached)
    case 'joined':
      return state.cid === event.cid ? state : { ...state, cid: event.cid }
    case 'history':
      return withHistory(state, event.history)
    case 'message':
      return state.loaded ? withMessage(state, event.message) : state
    case 'updated':
      return state.loaded ? withUpdate(state, event.updated) : state
    case 'older-asked':
      return { ...state, loadingOlder: true }
    case 'older':
      return withOlder(state, event)
    case 'older-failed':
      return { ...state, loadingOlder: false }
    case 'asked':
      return withAsked(state, event)
    case 'ask-failed':
      return state.loaded || state.unreachable ? state : { ...state, unreachable: true }
    case 'read':
      return withRead(state, event.mark)
    case 'seen':
      return event.id > state.seenUpTo ? { ...state, seenUpTo: event.id } : state
    case 'presence':
      return withPresence(state, event.presence)
    case 'typing':
      return event.role === state.self ? state : { ...state, typingUntil: event.nowMs + typingLastsMs }
  }
}

const toldNow = { loaded: true, recalledAt: null, unreachable: false }

const isOthers = (state: ConversationState, { role }: Message): boolean => role !== 'system' && role !== state.self

const unreadAfter = (state: ConversationState, readUpTo: number): Message[] => {
  const read = Math.max(readUpTo, state.readBy[state.self])
  return state.messages.filter((message) => message.id > read && isOthers(state, message))
}

/** How many of the other side's messages were not seen, by this page or another device of this side. */
export const countUnread = (state: ConversationState): number =>
  state.opening ? 0 : unreadAfter(state, state.seenUpTo).length

const withOpened = (state: ConversationState, current: boolean): ConversationState => {
  const opening = { readUpTo: state.seenUpTo, isFirst: !state.loaded }
  return withUnreadFound({ ...state, opening, unreadFrom: null }, current)
}

const withUnreadFound = (state: ConversationState, isCurrent: boolean): ConversationState => {
  if (!state.opening || !state.loaded || !isCurrent) return state
  return { ...state, unreadFrom: unreadAfter(state, state.opening.readUpTo)[0]?.id ?? null, opening: null }
}

const withHistory = (state: ConversationState, history: History): ConversationState => {
  const { epoch, rev, mode, messages, has_more: hasOlder } = history
  const isRestored = state.epoch !== null && state.epoch !== epoch
  const known = isRestored ? { readBy: { user: 0, admin: 0 }, seenUpTo: 0 } : {}
  const log =
    mode === 'delta'
      ? { messages: mergeMessages(state.messages, messages, state.hasOlder) }
      : { messages: keptMessages(isRestored ? [] : state.messages, messages), hasOlder, loadingOlder: false }
  return { ...state, ...known, ...log, ...toldNow, epoch, rev, hole: false }
}

/** `fresh` changes were made since `state.rev`, the last of them under `rev`. */
const withRev = (state: ConversationState, fresh: number, rev: number): ConversationState => {
  if (rev <= state.rev) return state
  return state.rev + fresh === rev ? { ...state, rev } : { ...state, hole: true }
}

const withMessage = (state: ConversationState, message: Message): ConversationState => {
  const messages = mergeMessages(state.messages, [message], state.hasOlder)
  const next = withRev(messages === state.messages ? state : { ...state, messages }, 1, message.rev)
  if (message.role === 'admin') return withRead(withoutTyping(next, message), { role: 'admin', id: message.id })
  return withoutTyping(next, message)
}

const withoutTyping = (state: ConversationState, message: Message): ConversationState =>
  state.typingUntil > 0 && isOthers(state, message) ? { ...state, typingUntil: 0 } : state

const withUpdate = (state: ConversationState, { messages, rev }: ServerData<'chat:updated'>): ConversationState => {
  const merged = mergeMessages(state.messages, messages, state.hasOlder)
  const lateChanges = state.loadingOlder ? [...state.lateChanges, ...messages] : state.lateChanges
  const fresh = messages.filter((message) => message.rev > state.rev).length
  return withRev({ ...state, messages: merged, lateChanges }, fresh, rev)
}

type Event<T extends ConversationEvent['type']> = Extract<ConversationEvent, { type: T }>

const withOlder = (state: ConversationState, { before, messages, hasMore }: Event<'older'>): ConversationState => {
  const loaded = { ...state, loadingOlder: false, lateChanges: [] }
  if (state.messages[0]?.id !== before) return loaded
  const page = mergeMessages([...messages, ...state.messages], state.lateChanges, hasMore)
  return { ...loaded, messages: page, hasOlder: hasMore }
}

const withRead = (state: ConversationState, { role, id }: { role: Side; id: number }): ConversationState =>
  id > state.readBy[role] ? { ...state, readBy: { ...state.readBy, [role]: id } } : state

// No rev comes with it: the next join asks for all since the last frame, and finds most of it here.
const withAsked = (state: ConversationState, { messages, hasMore }: Event<'asked'>): ConversationState => {
  const held = { messages: state.loaded ? state.messages : [], hasOlder: state.hasOlder }
  const next = { ...state, ...withNewestPage(held, messages, hasMore), ...toldNow }
  const isKnown = !state.opening && state.loaded && state.recalledAt === null
  if (isKnown && next.messages === state.messages && next.hasOlder === state.hasOlder) return state
  // Nor do read marks: without those of a join nobody knows where the unread ones begin.
  return state.opening?.isFirst ? { ...next, opening: null } : withUnreadFound(next, true)
}

// The last frame of a join: the read marks stand before it.
const withPresence = (state: ConversationState, { role, online, last_seen }: Presence): ConversationState => {
  if (role === state.self) return state
  const lastSeen = last_seen === null ? null : Date.parse(last_seen)
  return withUnreadFound({ ...state, presence: { online, lastSeen } }, true)
}
