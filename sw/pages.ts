import type { FromWorker } from '#protocol/worker-messages'
import type { App } from './app.ts'

declare const self: ServiceWorkerGlobalScope

/** The open windows of this app, those of the other app left out. */
export const windowsOf = async ({ page }: App): Promise<WindowClient[]> => {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return all.filter(({ url }) => new URL(url).pathname === page)
}

/** Says something to every open page of this app. */
export const tellPages = async (app: App, message: FromWorker): Promise<void> => {
  for (const window of await windowsOf(app)) window.postMessage(message)
}
