import type { Message } from '#protocol/messages'
import type { PushPayload } from '#protocol/push'
import type { Hash, OutgoingPush } from '#server/actions/ports'
import type { Call, PushSubscription } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'
import { callPayload, type House, handledPayload, messagePayload, missedPayload } from './payloads.ts'

const hourS = 60 * 60
const messageTtlS = 24 * hourS
/** Who looks at the phone in the evening still hears of a call that was missed; that another device took it is no news then. */
const missedTtlS = 6 * hourS
const handledTtlS = hourS

/** Whether nobody took the call; else another device of that side answered it or turned it down. */
export const isMissed = ({ outcome }: Call): boolean => outcome === 'missed' || outcome === 'cancelled'

/** Until when a push service is tried again with the news that a call is over. */
export const overUntil = (call: Call): number =>
  (call.endedAt ?? call.expiresAt) + (isMissed(call) ? missedTtlS : handledTtlS) * 1000

/** Pushes, each with how long it keeps and what it takes the place of. */
export const createOutgoing = (house: House, hash: Hash) => {
  // A topic tells a push service that two pushes belong together, and nothing else: not of what, nor that two devices
  // hear of the same.
  const topicOf = (name: string, { id }: PushSubscription): string =>
    hash(`topic ${id} ${name}`).subarray(0, 24).toBase64({ alphabet: 'base64url' })

  const out = (to: PushSubscription, name: string, ttlS: number, payload: PushPayload): OutgoingPush => ({
    payload,
    ttlS,
    topic: topicOf(name, to),
  })

  return {
    message: (
      to: PushSubscription,
      conversation: Conversation,
      message: Message,
      unread: number | null,
    ): OutgoingPush =>
      out(to, `chat ${conversation.chatId}`, messageTtlS, messagePayload(house, to, conversation, message, unread)),
    /** Null where less than a second is left of its ringing. */
    ring: (to: PushSubscription, call: Call, nowMs: number): OutgoingPush | null => {
      const leftS = Math.floor((call.expiresAt - nowMs) / 1000)
      return leftS < 1 ? null : out(to, `call ${call.callId}`, leftS, callPayload(house, to, call))
    },
    over: (to: PushSubscription, call: Call): OutgoingPush =>
      isMissed(call)
        ? out(to, `call ${call.callId}`, missedTtlS, missedPayload(house, to, call))
        : out(to, `call ${call.callId}`, handledTtlS, handledPayload(house, to, call)),
  }
}

export type Outgoing = ReturnType<typeof createOutgoing>
