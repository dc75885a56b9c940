import { catchMessages } from '#client/platform/worker-catch'
import type { Side } from '#protocol/messages'

/** Brings the service worker once the page stands. A page that cannot have it works on. */
export const startWorker = (side: Side): void => {
  catchMessages()
  const start = (): void => void import('./renewing.ts').then(({ startBridge }) => startBridge(side)).catch(() => {})
  addEventListener('load', start, { once: true })
}
