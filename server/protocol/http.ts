import * as z from 'zod/mini'
import { limits } from './limits.ts'
import { message, thread } from './messages.ts'
import { language, personName } from './text.ts'

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

/** `GET /api/admin/chats` */
export const threadQuery = z.strictObject({
  filter: z.optional(z.enum(threadFilters)),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(wholeNumber(100)),
})

export const threadPage = z.object({ chats: z.array(thread), next: z.nullable(z.string()) })
export type ThreadPage = z.infer<typeof threadPage>

/** Every error of the REST side. `issues` stands beside a `bad_request` that the schema found. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), issues: z.optional(z.array(z.unknown())) }),
})
