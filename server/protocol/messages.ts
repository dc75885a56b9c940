import * as z from 'zod/mini'
import { medium } from './media.ts'

export const side = z.enum(['user', 'admin'])
export type Side = z.infer<typeof side>

/** How a call went, in the message that it leaves. */
export const messageCall = z.object({
  call_id: z.string(),
  from: side,
  video: z.boolean(),
  outcome: z.string(),
  duration_s: z.number(),
})
export type MessageCall = z.infer<typeof messageCall>

/** A stored message as every screen sees it. `id` grows in the order of storing; `rev` is that of its last change. */
export const message = z.object({
  id: z.int(),
  rev: z.int(),
  chat_id: z.string(),
  client_id: z.nullable(z.string()),
  role: z.enum(['user', 'admin', 'system']),
  type: z.enum(['text', 'image', 'audio', 'call']),
  text: z.nullable(z.string()),
  media_url: z.nullable(z.string()),
  media: z.nullable(medium),
  call: z.optional(messageCall),
  reply_to: z.nullable(z.int()),
  reactions: z.object({ user: z.optional(z.string()), admin: z.optional(z.string()) }),
  created_at: z.string(),
  edited_at: z.nullable(z.string()),
  deleted: z.boolean(),
  via: z.enum(['web', 'telegram']),
})
export type Message = z.infer<typeof message>

/** A row of the admin's list of conversations. */
export const thread = z.object({
  chat_id: z.string(),
  cid: z.string(),
  name: z.string(),
  created_at: z.string(),
  waiting_since: z.nullable(z.string()),
  unread: z.int(),
  online: z.boolean(),
  last_message: z.nullable(message),
  archived: z.boolean(),
  blocked: z.boolean(),
  note: z.nullable(z.string()),
})
export type Thread = z.infer<typeof thread>
