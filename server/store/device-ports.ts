import type { CallOutcome } from '#protocol/call-frames'
import type { Message, Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import type { Conversation, NewSession, VisitorSession } from './ports.ts'

/** Whose device it is: one cookie. `chat` is the key of a visitor's conversation. */
export type Device = { role: 'user'; session: number; chat: number } | { role: 'admin'; session: string }

/** Where a device is reached by web push; `origin` is the page's, for the links in what is sent. */
export type PushSubscription = Readonly<{
  id: number
  device: Device
  endpoint: string
  /** The browser's public key, 65 bytes, and its secret, 16 bytes. */
  p256dh: Uint8Array<ArrayBuffer>
  auth: Uint8Array<ArrayBuffer>
  lang: Language
  origin: string
  createdAt: number
  /** What is not newer than this message is no news to this device. */
  afterMessage: number
  lastSentAt: number | null
  lastArrivedAt: number | null
  /** When a push last failed; null once one was taken again. */
  failedAt: number | null
}>

export type NewSubscription = Pick<
  PushSubscription,
  'device' | 'endpoint' | 'p256dh' | 'auth' | 'lang' | 'origin' | 'createdAt'
>

/** The newest message of a side in a conversation, as the one that a push after a restart would tell of. */
export type Untold = { conversation: Conversation; message: Message }

/** `ofAudience`: of all devices of a conversation's visitor, or of all of the admin's. */
export type MostSubscriptions = Readonly<{ ofDevice: number; ofAudience: number }>

export type PushStore = {
  /**
   * Keeps it, or renews the one that this device has under the same endpoint, with other keys, too. What is more than
   * `most` goes, the oldest first. False where the endpoint belongs to another session that lives, or where this one is
   * over: nothing was stored.
   */
  keep: (subscription: NewSubscription, most: MostSubscriptions) => Promise<boolean>
  /** False where this device has no such subscription. */
  remove: (device: Device, endpoint: string) => Promise<boolean>
  /** The push service knows it no more. */
  forget: (id: number) => Promise<void>
  /** One as it is now; null where it is gone, or its session is over. */
  now: (id: number, nowMs: number) => Promise<PushSubscription | null>
  /** Of one device, the newest first. */
  ofDevice: (device: Device) => Promise<PushSubscription[]>
  /** Those who are to hear of what the other side did: the visitor's devices, or all of the admin's; of sessions that live. */
  ofAudience: (to: Side, conversation: Conversation, nowMs: number) => Promise<PushSubscription[]>
  /** Whether there may be any; costs nothing. No is certain. */
  mayReach: (to: Side, conversation: Conversation) => boolean
  noteSent: (id: number, at: number) => Promise<void>
  /** `isRefused`: its push service will have none of it. One that is refused a few times in a row goes. */
  noteFailed: (id: number, at: number, isRefused?: boolean) => Promise<void>
  /** False where this device has no such subscription. */
  noteArrived: (device: Device, endpoint: string, at: number) => Promise<boolean>
  /** Everything up to this message was handed over or needs no push. Kept lazily: a crash may tell of some again. */
  toldUpTo: (id: number) => Promise<void>
  /**
   * For each conversation and sending side, the newest message that `toldUpTo` does not cover, not read, not deleted, not
   * older than `since` and newer than the first subscription of those who are to hear of it. Bounded: see untold.ts.
   */
  untold: (since: number) => Promise<Untold[]>
  /** The message as it is now; null where it is deleted or its conversation is gone. */
  messageNow: (conversation: Conversation, id: number) => Promise<Message | null>
  /** How many conversations wait for the admin with something unread; at most 999. */
  countWaiting: () => Promise<number>
}

/** A device as a call keeps it: whose session it is, as one word. */
export type DeviceKey = string

export type Call = Readonly<{
  callId: string
  conversation: Conversation
  caller: Side
  video: boolean
  state: 'ringing' | 'live' | 'ended'
  startedAt: number
  /** When it stops ringing. */
  expiresAt: number
  acceptedAt: number | null
  endedAt: number | null
  outcome: CallOutcome | null
  /** The devices at its two ends: only they may come back to it. */
  callerDevice: DeviceKey
  calleeDevice: DeviceKey | null
}>

export type NewCall = Pick<
  Call,
  'callId' | 'conversation' | 'caller' | 'video' | 'startedAt' | 'expiresAt' | 'callerDevice'
>

export type CallStore = {
  /**
   * A visitor's ring gets its row in the Telegram outbox in the same transaction, where messages are relayed. Null where
   * the conversation is gone: nothing was stored.
   */
  ring: (call: NewCall) => Promise<Call | null>
  /** Null where there is no such call, or it does not ring. */
  accept: (callId: string, calleeDevice: DeviceKey, at: number) => Promise<Call | null>
  /**
   * Ends it and stores its message, in one transaction. Null where there is no such call, or it has ended before. The
   * duration is whole seconds from `acceptedAt`, 0 where it never was.
   */
  end: (callId: string, outcome: CallOutcome, at: number) => Promise<{ call: Call; message: Message } | null>
  find: (callId: string) => Promise<Call | null>
  /** Those that ring or are live, the newest first. */
  goingOn: () => Promise<Call[]>
}

export type HandoverStore = {
  /**
   * A session may have one open handover at a time: the one before opens nothing any more. That of a session that is over
   * is not stored.
   */
  add: (tokenHash: Uint8Array, device: Device, expiresAt: number, nowMs: number) => Promise<void>
  /**
   * Takes it: once, in time (at the new session's `createdAt`), while the session that made it lives. In the same
   * transaction the new session is opened and `ended` are ended: `before`, and of the conversation's sessions those that
   * are more than `most`, the ones that were not seen for longest. Null where it opens nothing, and ends nothing.
   */
  takeVisitor: (
    tokenHash: Uint8Array,
    session: NewSession,
    before: number | null,
    most: number,
  ) => Promise<{ session: VisitorSession; ended: number[] } | null>
  /** The same for the admin's, of which only `before` is ended; `id` is the new session's. */
  takeAdmin: (tokenHash: Uint8Array, id: string, session: NewSession, before: string | null) => Promise<boolean>
}
