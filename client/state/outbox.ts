import type { MediumKind } from '#protocol/media'
import type { Message, Side } from '#protocol/messages'
import type { AttachmentFacts } from './attachment.ts'

/** A message that the server has not confirmed yet, as it lies in the store. Its `client_id` never changes. */
export type OutboxRow = {
  client_id: string
  chat_id: string
  side: Side
  type: 'text' | MediumKind
  /** Of a picture or voice note its caption, empty for none. */
  text: string
  /** Its bytes lie beside the row: see `OutboxStore`. */
  medium?: AttachmentFacts
  /** The upload of its bytes, once the server has them. */
  file_ref?: string
  /** The message that this one answers. */
  reply_to?: number | null
  created_at: number
  /** Grows with each message written on this device. */
  order: number
  /** Refused for good, with this code, until the person tries again. */
  failure?: string
}

/** How much of the bytes is with the server, from 0 to 1; or that it has no room for them now. */
export type UploadState = number | 'no_room'

/** Where the rows stand; every list is in the order of writing. */
export type OutboxState = {
  rows: readonly OutboxRow[]
  /** Being written into the store. */
  saving: ReadonlySet<string>
  /** Only in this tab's memory, because the store refused. */
  unkept: ReadonlySet<string>
  /** What is being uploaded in this tab. */
  uploads: ReadonlyMap<string, UploadState>
}

export type OutboxEvent =
  | { type: 'written'; row: OutboxRow }
  | { type: 'kept'; clientId: string }
  | { type: 'refused-by-store'; clientId: string }
  /** Marked as failed, or queued again: the store hears of it next. */
  | { type: 'changed'; row: OutboxRow }
  | { type: 'removed'; clientId: string }
  | { type: 'uploading'; clientId: string; upload: UploadState | null }
  /** What the store holds now, with the rows that other tabs wrote or removed. */
  | { type: 'read'; rows: readonly OutboxRow[] }

export const emptyOutbox: OutboxState = { rows: [], saving: new Set(), unkept: new Set(), uploads: new Map() }

export const reduceOutbox = (state: OutboxState, event: OutboxEvent): OutboxState => {
  switch (event.type) {
    case 'written':
      return { ...state, rows: inOrder([...state.rows, event.row]), saving: withId(state.saving, event.row.client_id) }
    case 'kept':
      return {
        ...state,
        saving: withoutId(state.saving, event.clientId),
        unkept: withoutId(state.unkept, event.clientId),
      }
    case 'refused-by-store':
      return { ...state, saving: withoutId(state.saving, event.clientId), unkept: withId(state.unkept, event.clientId) }
    case 'changed':
      return {
        ...state,
        rows: state.rows.map((row) => (row.client_id === event.row.client_id ? event.row : row)),
        saving: withId(state.saving, event.row.client_id),
      }
    case 'removed':
      return {
        rows: state.rows.filter((row) => row.client_id !== event.clientId),
        saving: withoutId(state.saving, event.clientId),
        unkept: withoutId(state.unkept, event.clientId),
        uploads: withUpload(state.uploads, event.clientId, null),
      }
    case 'uploading':
      return { ...state, uploads: withUpload(state.uploads, event.clientId, event.upload) }
    case 'read':
      return { ...state, rows: withRead(state, event.rows) }
  }
}

const withId = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => new Set([...ids, id])
const withoutId = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : ids

const withUpload = (uploads: OutboxState['uploads'], id: string, upload: UploadState | null): typeof uploads => {
  const others = [...uploads].filter(([other]) => other !== id)
  return new Map(upload === null ? others : [...others, [id, upload]])
}

const inOrder = (rows: readonly OutboxRow[]): readonly OutboxRow[] =>
  rows.toSorted((a, b) => a.order - b.order || (a.client_id < b.client_id ? -1 : 1))

const isSame = (a: OutboxRow, b: OutboxRow): boolean =>
  a.failure === b.failure &&
  a.order === b.order &&
  a.file_ref === b.file_ref &&
  (a.reply_to ?? null) === (b.reply_to ?? null)

// A row that did not change stays the same object, so that what is drawn from it need not be drawn again.
const withRead = ({ rows, saving, unkept }: OutboxState, read: readonly OutboxRow[]): readonly OutboxRow[] => {
  const held = new Map(rows.map((row) => [row.client_id, row]))
  const inMemory = rows.filter(({ client_id: id }) => saving.has(id) || unkept.has(id))
  const memoryIds = new Set(inMemory.map((row) => row.client_id))
  const stored = read.filter((row) => !memoryIds.has(row.client_id))
  const reused = stored.map((row) => {
    const known = held.get(row.client_id)
    return known && isSame(known, row) ? known : row
  })
  return inOrder([...reused, ...inMemory])
}

/** Later than every row that is known, also where the clock was set back. */
export const nextOrder = (rows: readonly OutboxRow[], nowMs: number): number =>
  rows.reduce((order, row) => Math.max(order, row.order + 1), nowMs)

/** A picture or voice note of which the server has not got the bytes. */
export const needsUpload = ({ medium, file_ref: fileRef, failure }: OutboxRow): boolean =>
  medium !== undefined && fileRef === undefined && failure === undefined

/** Conversations that are at work, and those that were told to wait until a moment. */
export type Lanes = { busy: ReadonlySet<string>; waitUntil: ReadonlyMap<string, number> }

const firsts = (
  { rows, saving }: OutboxState,
  { busy, waitUntil }: Lanes,
  nowMs: number,
  isMeant: (row: OutboxRow) => boolean,
): OutboxRow[] => {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const { chat_id: chatId, client_id: id, failure } = row
    if (failure !== undefined || seen.has(chatId) || !isMeant(row)) return false
    seen.add(chatId)
    return !(saving.has(id) || busy.has(chatId) || (waitUntil.get(chatId) ?? 0) > nowMs)
  })
}

/**
 * The rows to send now: of each conversation the first that is not refused for good, unless it is being saved, the
 * conversation is busy, or was told to wait. What has to be uploaded first holds up nothing.
 */
export const sendable = (state: OutboxState, lanes: Lanes, nowMs: number): OutboxRow[] =>
  firsts(state, lanes, nowMs, (row) => !needsUpload(row))

/** The rows to upload now, by the same rule, in lanes of their own. */
export const uploadable = (state: OutboxState, lanes: Lanes, nowMs: number): OutboxRow[] =>
  firsts(state, lanes, nowMs, needsUpload)

export type Verdict =
  | { kind: 'stored'; message: Message }
  | { kind: 'wait'; delayMs: number; code: string }
  /** Nobody knows whether it arrived; the same id goes again when the line is back. */
  | { kind: 'line' }
  | { kind: 'join' }
  | { kind: 'failed'; code: string }

export type SendReply = { ok: true; message: Message } | { ok: false; code: string; retryAfterMs?: number }

const afterTimeoutMs = 1000
// About the session or the room, not about the message: it goes again once the page has joined.
const notAboutTheMessage = new Set(['not_joined', 'unauthenticated'])

/** What an answer means for the message: it is tried again only where the server says when, or where no answer came. */
export const judge = (reply: SendReply): Verdict => {
  if (reply.ok) return { kind: 'stored', message: reply.message }
  if (reply.retryAfterMs !== undefined) return { kind: 'wait', delayMs: reply.retryAfterMs, code: reply.code }
  if (reply.code === 'line') return { kind: 'line' }
  if (reply.code === 'timeout') return { kind: 'wait', delayMs: afterTimeoutMs, code: reply.code }
  return notAboutTheMessage.has(reply.code) ? { kind: 'join' } : { kind: 'failed', code: reply.code }
}
