import { PrecacheController } from 'workbox-precaching/PrecacheController.js'
import { Route } from 'workbox-routing/Route.js'
import { Router } from 'workbox-routing/Router.js'
import type { App } from './app.ts'

/** The build writes here what there is to keep: the page, and the files that are named by their content. */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

/**
 * Keeps the shell of the app: at the install what the build listed, all or nothing; once active the earlier version's
 * files are dropped. Answered from there are navigations to the app's own page, whatever their query, and the files;
 * where one is missing the net is asked. All else is not touched, and a router of our own listens to no messages.
 */
export const keepShell = ({ side, page }: App): void => {
  const shell = new PrecacheController({ cacheName: `konusma-shell-${side}` })
  shell.precache(self.__WB_MANIFEST)
  const files = new Set(shell.getCachedURLs().filter((url) => new URL(url).pathname !== page))
  const router = new Router()
  router.registerRoute(
    new Route(
      ({ request, sameOrigin, url }) => sameOrigin && request.mode === 'navigate' && url.pathname === page,
      shell.createHandlerBoundToURL(page),
    ),
  )
  router.registerRoute(new Route(({ url }) => files.has(url.href), shell.strategy))
  router.addFetchListener()
}
