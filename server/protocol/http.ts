import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { message, thread } from './messages.ts'
import { language, note, personName } from './text.ts'

/** `POST /api/session` */
export const openSession = z.object({ name: personName, lang: z.optional(language) })

/** The visitor's own conversation: answer of `POST` and `GET /api/session`. */
export const session = z.object({
  chat_id: z.string(),
  cid: z.string(),
  name: z.string(),
  admin_name: z.string(),
})
export type Session = z.infer<typeof session>

/** `POST /api/admin/otp`, answered 202. `expires_in` is in seconds. */
export const codeSent = z.object({
  challenge_id: z.string(),
  sent_to: z.enum(['telegram', 'console']),
  expires_in: z.int(),
})
export type CodeSent = z.infer<typeof codeSent>

/** `POST /api/admin/login` */
export const login = z.object({
  challenge_id: z.optional(z.string().check(z.maxLength(64))),
  otp: z.string().check(z.trim(), z.regex(new RegExp(`^[0-9]{${limits.otpDigits}}$`))),
})

export const adminProfile = z.object({ admin_name: z.string() })
export type AdminProfile = z.infer<typeof adminProfile>

const wholeNumber = (most: number) =>
  z.pipe(
    z.string().check(z.regex(/^[0-9]{1,15}$/)),
    z.pipe(
      z.transform((digits: string) => Number(digits)),
      z.number().check(z.minimum(1), z.maximum(most)),
    ),
  )

/** `GET /api/chats/:chat_id/messages` */
export const historyQuery = z.strictObject({
  before: z.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
  limit: z.optional(wholeNumber(limits.pageMessages)),
})

export const messagePage = z.object({ messages: z.array(message), has_more: z.boolean() })
export type MessagePage = z.infer<typeof messagePage>

export const threadFilters = ['all', 'waiting', 'archived'] as const
export type ThreadFilter = (typeof threadFilters)[number]

/** What is searched for. No limit below the URL's: 10,000 letters find nothing, and say so. */
const searchText = z.string().check(z.trim(), z.maxLength(limits.searchLength))

/** `GET /api/admin/chats` */
export const threadQuery = z.strictObject({
  filter: z.optional(z.enum(threadFilters)),
  q: z.optional(searchText),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(wholeNumber(100)),
})

export const threadPage = z.object({ chats: z.array(thread), next: z.nullable(z.string()) })
export type ThreadPage = z.infer<typeof threadPage>

/** `GET /api/admin/chats/:chat_id/facts`: what the list has no room for. What is not known is `null`. */
export const threadFacts = z.object({
  lang: language,
  /** Of the device on which the visitor was seen last. */
  user_agent: z.nullable(z.string()),
  /** Messages that are not deleted; `is_least` where counting stopped. */
  message_count: z.nullable(z.object({ count: z.int(), is_least: z.boolean() })),
})
export type ThreadFacts = z.infer<typeof threadFacts>

/** `PATCH /api/admin/chats/:chat_id`: at least one of them. */
export const threadChange = z
  .strictObject({
    archived: z.optional(z.boolean()),
    blocked: z.optional(z.boolean()),
    note: z.optional(z.nullable(note)),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, 'nothing to change'))
export type ThreadChange = z.infer<typeof threadChange>

/** `DELETE /api/admin/chats/:chat_id/messages` */
export const messageIds = z.strictObject({
  ids: z.array(z.int().check(z.positive())).check(z.minLength(1), z.maxLength(limits.idsAtOnce)),
})

/** `DELETE /api/admin/chats` */
export const chatIds = z.strictObject({
  chat_ids: z
    .array(z.string().check(z.minLength(1), z.maxLength(64)))
    .check(z.minLength(1), z.maxLength(limits.idsAtOnce)),
})

/** Answer of both: how many there were to delete. */
export const deletedCount = z.object({ deleted: z.int() })

/**
 * `GET /api/admin/search`: messages, newest first; `before` pages on. `chat_id` keeps to one conversation; there `after`
 * pages back.
 */
export const searchQuery = z
  .strictObject({
    q: searchText,
    chat_id: z.optional(z.string().check(z.maxLength(64))),
    before: z.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
    after: z.optional(wholeNumber(Number.MAX_SAFE_INTEGER)),
    limit: z.optional(wholeNumber(100)),
  })
  .check(
    z.refine(({ chat_id, before, after }) => after === undefined || (chat_id !== undefined && before === undefined)),
  )

export const searchHit = z.object({ message, name: z.string(), cid: z.string() })
export type SearchHit = z.infer<typeof searchHit>
/** In one conversation `total` says how many there are, and `newer` how many of them stand before these. */
export const searchPage = z.object({
  hits: z.array(searchHit),
  has_more: z.boolean(),
  total: z.optional(z.int()),
  newer: z.optional(z.int()),
})
export type SearchPage = z.infer<typeof searchPage>

export const adminDevice = z.object({
  id: z.string(),
  created_at: z.string(),
  last_seen_at: z.string(),
  user_agent: z.string(),
  current: z.boolean(),
})
export type AdminDevice = z.infer<typeof adminDevice>

/** `GET /api/admin/sessions` */
export const adminDevices = z.object({ sessions: z.array(adminDevice) })

/** Every error of the REST side. `issues` stands beside a `bad_request` that the schema found. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), issues: z.optional(z.array(z.unknown())) }),
})
