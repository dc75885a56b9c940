import type { Message } from '#protocol/messages'
import type { Clock, IsWatched, OutgoingPush } from '#server/actions/ports'
import type { PushSubscription } from '#server/store/device-ports'
import type { Conversation, Store } from '#server/store/ports'
import { type MessageNews, type News, otherSide } from './news.ts'
import { isMissed, type Outgoing } from './outgoing.ts'

type Deps = {
  store: Pick<Store, 'push' | 'calls' | 'messages'>
  isWatched: IsWatched
  outgoing: Outgoing
  clock: Clock
}

/**
 * `watched`: there is something to tell, but somebody looks at a page of this device. `gone`: there is no such subscription
 * any more, or its session is over.
 */
export type Seen =
  | { kind: 'tell'; subscription: PushSubscription; push: OutgoingPush }
  | { kind: 'watched' | 'nothing' | 'gone' }

export type LookAgain = (subscriptionId: number, news: News) => Promise<Seen>

const countedUpTo = 50

/** What is to be told now, whatever was when the news came: texts change, people read, delete and leave. */
export const createLookAgain = ({ store, isWatched, outgoing, clock }: Deps): LookAgain => {
  return async (subscriptionId, news) => {
    const subscription = await store.push.now(subscriptionId, clock())
    if (!subscription) return { kind: 'gone' }
    const push = await compose(subscription, news)
    if (!push) return { kind: 'nothing' }
    return isWatched(subscription.device) ? { kind: 'watched' } : { kind: 'tell', subscription, push }
  }

  async function compose(to: PushSubscription, news: News): Promise<OutgoingPush | null> {
    if (news.kind === 'message') return composeMessage(to, news)
    const call = await store.calls.find(news.call.callId)
    if (!call) return null
    if (news.kind === 'ring') return call.state === 'ringing' ? outgoing.ring(to, call, clock()) : null
    const mayRing = news.reached?.has(to.id) ?? true
    return isMissed(news.call) || mayRing ? outgoing.over(to, news.call) : null
  }

  async function composeMessage(to: PushSubscription, news: MessageNews): Promise<OutgoingPush | null> {
    const { conversation } = news
    const message = await newestLeft(news)
    const readId = news.to === 'admin' ? conversation.adminReadId : conversation.userReadId
    if (!message || message.id <= readId) return null
    return outgoing.message(to, conversation, message, await countUnread(news))
  }

  /** The newest of these messages that is not deleted; none of a conversation that is gone. */
  async function newestLeft({ conversation, to, first, newest }: MessageNews): Promise<Message | null> {
    const message = await store.push.messageNow(conversation, newest.id)
    if (message) return message
    const last = conversation.lastMessage
    if (last?.role !== otherSide(to) || last.id < first.id) return null
    return store.push.messageNow(conversation, last.id)
  }

  // As the pages count it: a visitor's messages, of which the newest page has a badge's worth, and the admin's people.
  async function countUnread({ to, conversation }: MessageNews): Promise<number> {
    if (to === 'admin') return store.push.countWaiting()
    const { messages } = await store.messages.page(conversation, null, countedUpTo)
    return messages.filter(isUnreadBy(conversation)).length
  }
}

const isUnreadBy =
  ({ userReadId }: Conversation) =>
  ({ role, id }: Message): boolean =>
    role === 'admin' && id > userReadId
