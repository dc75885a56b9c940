import type { FromWorker } from '#protocol/worker-messages'

declare const self: ServiceWorkerGlobalScope

const answerWithinMs = 2000

/** True where the page answers in time: it works, and is left alone. */
const isWell = (page: WindowClient): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve(true)
    setTimeout(() => resolve(false), answerWithinMs)
    page.postMessage({ type: 'are-you-well' } satisfies FromWorker, [port2])
  })

const loadAnewWhereIll = async (page: WindowClient): Promise<void> => {
  if (await isWell(page)) return
  // It may have been closed, or gone elsewhere, by now.
  await page.navigate(page.url).catch(() => null)
}

/** What the broken worker kept, then the worker itself; the pages come last, and from the net. */
const leave = async (): Promise<void> => {
  const pages = await self.clients.matchAll({ type: 'window' })
  const kept = await self.caches.keys()
  await Promise.all(kept.filter((name) => name.startsWith('konusma-')).map((name) => self.caches.delete(name)))
  await self.registration.unregister()
  await Promise.all(pages.map(loadAnewWhereIll))
}

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', (event) => event.waitUntil(leave()))
