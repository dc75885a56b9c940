import type { App } from './app.ts'

declare const self: ServiceWorkerGlobalScope

const limitMs = 10_000

/** An address of the push routes, for this app's side. */
const addressOf = ({ side }: App, path: string): URL => {
  const address = new URL(path, self.location.origin)
  address.searchParams.set('as', side)
  return address
}

/** Tells the server something. Nobody waits for it, and no fault of it matters. */
export const tellServer = async (app: App, method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> => {
  try {
    await self.fetch(addressOf(app, path), {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: true,
      signal: AbortSignal.timeout(limitMs),
    })
  } catch {}
}
