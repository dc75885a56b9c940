import type { App } from './app.ts'
import { tellServer } from './server.ts'

declare const self: ServiceWorkerGlobalScope

const subscribed = async (): Promise<PushSubscription | null> => {
  try {
    return await self.registration.pushManager.getSubscription()
  } catch {
    return null
  }
}

/** Lets the server know that a push has come here. */
export const reportArrival = async (app: App): Promise<void> => {
  const subscription = await subscribed()
  if (subscription) await tellServer(app, 'POST', '/api/push/arrived', { endpoint: subscription.endpoint })
}

/** The number on the app's icon, where the browser shows one. */
export const setBadge = async (count: number | null): Promise<void> => {
  if (count === null || !('setAppBadge' in self.navigator)) return
  try {
    await self.navigator.setAppBadge(count)
  } catch {}
}
