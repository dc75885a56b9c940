import * as z from 'zod/mini'
import { emoji } from './emoji.ts'
import { limits } from './limits.ts'
import { messageText } from './text.ts'

const chatId = z.string().check(z.minLength(1), z.maxLength(64))
const messageId = z.int().check(z.positive())
const rev = z.int().check(z.nonnegative())

export const clientId = z
  .string()
  .check(z.minLength(limits.clientIdLength.least), z.maxLength(limits.clientIdLength.most), z.regex(/^[A-Za-z0-9_-]+$/))

const textSend = z.object({
  chat_id: chatId,
  client_id: clientId,
  type: z.literal('text'),
  text: messageText,
  reply_to: z.nullish(messageId),
})

const mediumSend = z.object({
  chat_id: chatId,
  client_id: clientId,
  type: z.enum(['image', 'audio']),
  fileRef: z.string().check(z.minLength(1), z.maxLength(64)),
  text: z.nullish(messageText),
  reply_to: z.nullish(messageId),
})

export const sendData = z.discriminatedUnion('type', [textSend, mediumSend])
export type SendData = z.infer<typeof sendData>

export const joinData = z.object({
  chat_id: chatId,
  name: z.optional(z.string()),
  since: z.nullish(rev),
  epoch: z.nullish(z.string().check(z.maxLength(64))),
})

/** What a page may say in `/chat`, by event. */
export const chatEvents = {
  join: joinData,
  send: sendData,
  'chat:typing': z.object({ chat_id: chatId }),
  'chat:read': z.object({ chat_id: chatId, id: messageId }),
  'chat:edit': z.object({ chat_id: chatId, id: messageId, text: messageText }),
  'chat:react': z.object({ chat_id: chatId, id: messageId, emoji: z.nullable(emoji) }),
} as const

/** What a page may say about its own socket, without `ns`. */
export const socketEvents = {
  ping: z.unknown(),
  visible: z.object({ visible: z.boolean() }),
} as const

export type ChatEvent = keyof typeof chatEvents
export type ChatData<E extends ChatEvent> = z.infer<(typeof chatEvents)[E]>

export const frameId = z.int().check(z.positive())
