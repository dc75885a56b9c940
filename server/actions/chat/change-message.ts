import type { ChatData } from '#protocol/client-frames'
import { limits } from '#protocol/limits'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Act, Audience, Clock, Sender } from '#server/actions/ports'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Change, Changed, Store } from '#server/store/ports'
import { blocked } from './refused.ts'
import { visitorLimit } from './visitor-limit.ts'

type Deps = { store: Pick<Store, 'messages'>; audience: Audience; visitorSends: WindowLimit; clock: Clock }

const notFound = refuse('not_found', 'there is no such message in this conversation')
const notYours = refuse('forbidden', 'this message is not yours')
const tooLate = refuse('forbidden', 'a message can be edited for 15 minutes')

/** Changes the text of one's own message, for a while, and tells everybody in the turn in which its sender hears of it. */
export const editMessage = ({ store, audience, visitorSends, clock }: Deps): Act<ChatData<'chat:edit'>> => {
  return async (conversation, role, { id, text }, sender) => {
    const now = clock()
    const limit = visitorLimit(visitorSends, conversation, role, now)
    const notBefore = now - limits.editWithinMs
    const change = { conversation, role, id, limit, text, editedAt: now, notBefore }
    return announce(await store.messages.edit(change), change, { audience, sender })
  }
}

/** Sets or, with null, takes back a side's one reaction to a message. */
export const reactToMessage = ({ store, audience, visitorSends, clock }: Deps): Act<ChatData<'chat:react'>> => {
  return async (conversation, role, { id, emoji }, sender) => {
    const limit = visitorLimit(visitorSends, conversation, role, clock())
    const change = { conversation, role, id, limit, emoji }
    return announce(await store.messages.react(change), change, { audience, sender })
  }
}

const announce = (
  changed: Changed,
  { conversation }: Change,
  { audience, sender }: { audience: Audience; sender: Sender | null },
): Outcome<null> => {
  switch (changed.kind) {
    case 'not_found':
      return notFound
    case 'not_yours':
      return notYours
    case 'too_late':
      return tooLate
    case 'blocked':
      return blocked
    case 'over_limit':
      return refuse('rate_limited', 'too many changes', changed.retryAfterMs)
    case 'unchanged':
      sender?.acknowledgeStored(JSON.stringify(changed.message))
      return done(null)
    case 'changed':
      audience.messagesChanged(conversation, [changed.message], sender)
      return done(null)
  }
}
