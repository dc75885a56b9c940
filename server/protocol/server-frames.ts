import * as z from 'zod/mini'
import { message, side, thread } from './messages.ts'

const refusalData = z.object({
  code: z.string(),
  message: z.optional(z.string()),
  retry_after_ms: z.optional(z.number()),
})

export const hello = z.object({
  role: side,
  chat_id: z.optional(z.string()),
  epoch: z.string(),
  server_time: z.string(),
  version: z.string(),
  min_client: z.int(),
})

export const history = z.object({
  chat_id: z.string(),
  epoch: z.string(),
  mode: z.enum(['delta', 'full']),
  messages: z.array(message),
  rev: z.int(),
  has_more: z.boolean(),
})
export type History = z.infer<typeof history>

export const presence = z.object({
  chat_id: z.string(),
  role: side,
  online: z.boolean(),
  last_seen: z.nullable(z.string()),
})
export type Presence = z.infer<typeof presence>

export const readMark = z.object({ chat_id: z.string(), role: side, id: z.int() })
export type ReadMark = z.infer<typeof readMark>

export const typing = z.object({ chat_id: z.string(), role: side })

export const updated = z.object({ chat_id: z.string(), messages: z.array(message), rev: z.int() })

export const threadUpdate = z.union([thread, z.object({ chat_id: z.string(), deleted: z.literal(true) })])
export type ThreadUpdate = z.infer<typeof threadUpdate>

/** What the server says, by event; the first four carry no `ns`, the others that of `/chat`. */
export const serverEvents = {
  hello,
  goaway: z.object({ spread_ms: z.number() }),
  error: refusalData,
  'chat:history': history,
  'chat:message': message,
  'chat:updated': updated,
  'chat:typing': typing,
  'chat:read': readMark,
  'chat:presence': presence,
  'thread:updated': threadUpdate,
} as const
export type ServerEvent = keyof typeof serverEvents
export type ServerData<E extends ServerEvent> = z.infer<(typeof serverEvents)[E]>

export const ack = z.union([
  z.object({ ack: z.int(), ok: z.literal(true), data: z.optional(z.unknown()) }),
  z.object({ ack: z.int(), ok: z.literal(false), error: refusalData }),
])

export const joinedData = z.object({ chat_id: z.string(), cid: z.string(), rev: z.int(), epoch: z.string() })
export const sentData = z.object({ message })
