import type { Side } from '#protocol/messages'
import { type PushState, type PushTested, pushKey, pushStates, pushTested } from '#protocol/push'
import type { Language } from '#protocol/text'
import { type Answer, type AskRoute, noBody } from './route.ts'

/** The push routes of one side. None of them throws; see `Answer`. */
export type PushApi = {
  key: () => Promise<Answer<{ public_key: string }>>
  /** `subscription` is what the browser's own `toJSON()` gives. `conflict`: the endpoint is another session's. */
  subscribe: (subscription: PushSubscriptionJSON, lang: Language) => Promise<Answer<null>>
  unsubscribe: (endpoint: string) => Promise<Answer<null>>
  test: () => Promise<Answer<PushTested>>
  /** What this device has subscribed, and how it fared. */
  states: () => Promise<Answer<PushState[]>>
}

const subscriptionPath = '/api/push/subscription'

export const createPushApi = (ask: AskRoute, side: Side): PushApi => {
  const as = `?as=${side}`
  return {
    key: () => ask('GET', '/api/push/key', pushKey),
    subscribe: (subscription, lang) => ask('PUT', `${subscriptionPath}${as}&lang=${lang}`, noBody, subscription),
    unsubscribe: (endpoint) => ask('DELETE', `${subscriptionPath}${as}`, noBody, { endpoint }),
    test: () => ask('POST', `/api/push/test${as}`, pushTested),
    states: async () => {
      const answer = await ask('GET', `${subscriptionPath}${as}`, pushStates)
      return answer.ok ? { ok: true, value: answer.value.subscriptions } : answer
    },
  }
}
