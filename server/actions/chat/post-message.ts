import type { SendData } from '#protocol/client-frames'
import { done, refuse } from '#protocol/refusals'
import type { Act, Audience, Clock } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Store } from '#server/store/ports'
import { blocked, gone } from './refused.ts'
import { visitorLimit } from './visitor-limit.ts'

type Deps = { store: Pick<Store, 'messages'>; audience: Audience; visitorSends: WindowLimit; clock: Clock }

/**
 * Stores a message once and tells everybody. Its sender is acknowledged here, in the turn in which the others get it:
 * so each socket gets `rev` in order. A retry is answered with the message stored before.
 */
export const postMessage = ({ store, audience, visitorSends, clock }: Deps): Act<SendData> => {
  return async (conversation, role, sent, sender) => {
    const createdAt = clock()
    const appended = await store.messages.append({
      conversation,
      role,
      clientId: sent.client_id,
      type: sent.type,
      text: sent.text ?? null,
      fileRef: sent.type === 'text' ? null : sent.fileRef,
      replyTo: sent.reply_to ?? null,
      createdAt,
      limit: visitorLimit(visitorSends, conversation, role, createdAt),
    })
    switch (appended.kind) {
      case 'other_content':
        return refuse('id_conflict', 'this client_id was sent before with other content')
      case 'unknown_reply':
        return refuse('bad_request', 'reply_to is no message of this conversation')
      case 'unknown_file':
        return refuse('not_found', 'there is no such file')
      case 'used_file':
        return refuse('conflict', 'this file was sent before')
      case 'other_file_kind':
        return refuse('bad_request', 'this file is of another type')
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
