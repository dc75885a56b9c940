import type { Message, Side } from '#protocol/messages'
import type { PushPayload } from '#protocol/push'
import type { Outcome } from '#protocol/refusals'
import type { Device, PushSubscription } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'

/** Where chance and time come from; handed in, so that tests can choose them. */
export type Clock = () => number
export type Random = {
  /** An opaque id of 128 bits, base64url. */
  id: () => string
  /** A secret of 256 bits, base64url. */
  token: () => string
  /** A whole number from 0 to `limit` - 1, each as likely as the others. */
  below: (limit: number) => number
}

/** Turns a secret into what may be stored of it. */
export type Hash = (secret: string) => Uint8Array

/** The frame that an act came from; its socket hears of the effect by the ack, not by the announcement. */
export type Sender = {
  /** Tells the sender that its message is stored, in the very turn in which the others hear of it. */
  acknowledgeStored: (messageJson: string) => void
}

/** What a side does in a conversation. Done, it has acknowledged its sender itself. */
export type Act<D> = (conversation: Conversation, role: Side, data: D, sender: Sender | null) => Promise<Outcome<null>>

/** Everyone who is connected, as actions see them. Nothing is announced before it is stored. */
export type Audience = {
  messageStored: (conversation: Conversation, message: Message, sender: Sender | null) => void
  /** Edited, reacted to or deleted, in the order of their revs. */
  messagesChanged: (conversation: Conversation, messages: readonly Message[], sender: Sender | null) => void
  conversationErased: (conversation: Conversation) => void
  readUpTo: (conversation: Conversation, role: Side, id: number, sender: Sender | null) => void
  /** A row of the admin's list changed. */
  threadChanged: (conversation: Conversation) => void
  visitorSessionEnded: (sessionId: number) => void
  adminSessionEnded: (sessionId: string) => void
  /** Ended by the admin on another device. */
  adminDeviceEnded: (sessionId: string) => void
}

/** The way by which a sign-in code reaches the admin: handed over as soon as that can be, unless it has expired before. */
export type CodeSender = {
  sentTo: 'telegram' | 'console'
  send: (code: string, livesMs: number) => void
}

/** One push, on its way to one device. It always leaves with `Urgency: high`. */
export type OutgoingPush = {
  payload: PushPayload
  /** For how long the push service keeps it for a device that is away. */
  ttlS: number
  /** 1 to 32 characters of base64url: an undelivered push of the same topic is replaced (RFC 8030 section 5.4). */
  topic: string
}

/**
 * What became of it. `taken`: the push service has it. `gone`: 404 or 410, the subscription is to be forgotten. `later`: no
 * answer, 429 or 5xx, to be tried again. `refused`: every other answer; the same push would be refused again.
 */
export type PushOutcome = {
  kind: 'taken' | 'gone' | 'later' | 'refused'
  /** The HTTP status; null where none answered. */
  status: number | null
  retryAfterMs?: number
}

/** Encrypts, signs and hands over. Never rejects. */
export type PushSender = (
  to: Pick<PushSubscription, 'endpoint' | 'p256dh' | 'auth' | 'origin'>,
  push: OutgoingPush,
) => Promise<PushOutcome>

/** Whether somebody looks at a page of this device now, as far as its sockets tell. */
export type IsWatched = (device: Device) => boolean
