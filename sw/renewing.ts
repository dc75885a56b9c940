import type { App } from './app.ts'
import { tellPages } from './pages.ts'
import { tellServer } from './server.ts'
import { spoken } from './speaking.ts'

declare const self: ServiceWorkerGlobalScope

const subscribeAgain = async (old: PushSubscription | null): Promise<PushSubscription | null> => {
  const key = old?.options.applicationServerKey
  if (!key) return null
  try {
    return await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  } catch {
    return null
  }
}

/** The browser took the subscription away or made it anew: tells the server of a new one, and the pages in any case. */
export const renewSubscription = async (app: App, event: PushSubscriptionChangeEvent): Promise<void> => {
  const subscription = event.newSubscription ?? (await subscribeAgain(event.oldSubscription))
  if (subscription) await tellServer(app, 'PUT', `/api/push/subscription?lang=${spoken()}`, subscription)
  await tellPages(app, { type: 'subscription-changed' })
}
