import { toWorker } from '#protocol/worker-messages'

declare const self: ServiceWorkerGlobalScope

/** A page asked the version that waits to take over; by itself it never does, an old page goes on with the old one. */
export const takeOverWhenAsked = (event: ExtendableMessageEvent): void => {
  if (toWorker.safeParse(event.data).success) event.waitUntil(self.skipWaiting())
}

/**
 * The very first worker takes the pages that are open already, so that a first visit works without a net at once. That
 * can hurt nobody: such a page came from the net, and of what it asks for the worker answers only files that are named
 * by their content. An update leaves them alone.
 */
export const serveFirstVisit = (): void => {
  let isFirst = false
  self.addEventListener('install', () => (isFirst = self.registration.active === null))
  self.addEventListener('activate', (event) => {
    if (isFirst) event.waitUntil(self.clients.claim())
  })
}
