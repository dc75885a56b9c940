import type { SendData } from '#protocol/client-frames'
import type { Side } from '#protocol/messages'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Audience, Clock, Sender } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Conversation, Store } from '#server/store/ports'
import { blocked, gone } from './refused.ts'
import { visitorLimit } from './visitor-limit.ts'

type Deps = { store: Pick<Store, 'messages'>; audience: Audience; visitorSends: WindowLimit; clock: Clock }

/**
 * Stores a message once and tells everybody. Its sender is acknowledged here, in the turn in which the others get it:
 * so each socket gets `rev` in order. A retry is answered with the message stored before.
 */
export const postMessage = ({ store, audience, visitorSends, clock }: Deps) => {
  return async (
    conversation: Conversation,
    role: Side,
    sent: SendData,
    sender: Sender | null,
  ): Promise<Outcome<null>> => {
    if (sent.type !== 'text') return refuse('not_found', 'there is no such file')
    const createdAt = clock()
    const appended = await store.messages.append({
      conversation,
      role,
      clientId: sent.client_id,
      text: sent.text,
      replyTo: sent.reply_to ?? null,
      createdAt,
      limit: role === 'user' ? visitorLimit(visitorSends, conversation.chatId, createdAt) : null,
    })
    switch (appended.kind) {
      case 'other_content':
        return refuse('id_conflict', 'this client_id was sent before with other content')
      case 'unknown_reply':
        return refuse('bad_request', 'reply_to is no message of this conversation')
      case 'blocked':
        return blocked
      case 'gone':
        return gone
      case 'over_limit':
        return refuse('rate_limited', 'too many messages', appended.retryAfterMs)
      case 'stored':
        if (appended.fresh) audience.messageStored(conversation, appended.message, sender)
        else sender?.acknowledgeStored(JSON.stringify(appended.message))
        return done(null)
    }
  }
}
