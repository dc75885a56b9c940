import type { App } from './app.ts'
import { openClicked } from './clicking.ts'
import { keepShell } from './precache.ts'
import { showPush } from './pushing.ts'
import { renewSubscription } from './renewing.ts'
import { serveFirstVisit, takeOverWhenAsked } from './updating.ts'

declare const self: ServiceWorkerGlobalScope

/** All that a worker listens to. */
export const serve = (app: App): void => {
  keepShell(app)
  serveFirstVisit()
  self.addEventListener('message', (event) => takeOverWhenAsked(event))
  self.addEventListener('push', (event) => event.waitUntil(showPush(app, event)))
  self.addEventListener('notificationclick', (event) => event.waitUntil(openClicked(app, event)))
  self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewSubscription(app, event)))
}
