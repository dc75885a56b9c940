import * as z from 'zod/mini'
import { language } from './text.ts'

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]+={0,2}$/))

/**
 * `PUT /api/push/subscription`: what a browser's `PushSubscription.toJSON()` gives. The keys are those of RFC 8291
 * section 2.1: an uncompressed point of P-256, 65 bytes, and a secret of 16 bytes, both base64url.
 */
export const subscription = z.object({
  endpoint: z.url().check(z.maxLength(2000)),
  expirationTime: z.nullish(z.number()),
  keys: z.object({
    p256dh: base64url.check(z.minLength(86), z.maxLength(90)),
    auth: base64url.check(z.minLength(20), z.maxLength(28)),
  }),
})
export type Subscription = z.infer<typeof subscription>

/** `DELETE /api/push/subscription`, and `POST /api/push/arrived`, by which a service worker says that a push has come. */
export const subscriptionName = z.object({ endpoint: z.string().check(z.minLength(1), z.maxLength(2000)) })

/** `?as=`: whose cookie is meant, with no regard to the other's. `?lang=`: in which language this device is told. */
export const pushQuery = z.strictObject({ as: z.optional(z.enum(['user', 'admin'])), lang: z.optional(language) })

/** `GET /api/push/key`: the server's VAPID key (RFC 8292), an uncompressed point, 65 bytes, base64url. */
export const pushKey = z.object({ public_key: z.string() })

/** `POST /api/push/test`: whether a push service took it, and its HTTP status; null where none answered. */
export const pushTested = z.object({ sent: z.boolean(), status: z.nullable(z.int()) })
export type PushTested = z.infer<typeof pushTested>

const moment = z.nullable(z.string())

/** `GET /api/push/subscription`: what this device has subscribed, and how it fared. */
export const pushStates = z.object({
  subscriptions: z.array(
    z.object({ endpoint: z.string(), last_sent_at: moment, last_arrived_at: moment, failed_at: moment }),
  ),
})
export type PushState = z.infer<typeof pushStates>['subscriptions'][number]

export const pushKinds = ['message', 'call', 'missed'] as const

/**
 * What a push carries: the declarative form of the Push API, which Safari shows by itself and our service worker shows
 * elsewhere. `navigate` is an absolute URL. `app_badge` is how many messages are unread.
 */
export const pushPayload = z.object({
  web_push: z.literal(8030),
  notification: z.object({
    title: z.string(),
    body: z.string(),
    navigate: z.string(),
    tag: z.string(),
    lang: language,
    data: z.object({
      kind: z.enum(pushKinds),
      chat_id: z.string(),
      call_id: z.optional(z.string()),
      /** Of the message. */
      id: z.optional(z.int()),
      /** When a call stops ringing, ISO 8601. */
      expires_at: z.optional(z.string()),
    }),
  }),
  app_badge: z.optional(z.int()),
})
export type PushPayload = z.infer<typeof pushPayload>
