import * as z from 'zod/mini'
import { pushKinds } from './push.ts'

/** What a page says to its service worker: an update that waits may take over now. */
export const toWorker = z.object({ type: z.literal('take-over') })
export type ToWorker = z.infer<typeof toWorker>

// A discriminated union would weigh more in the first load of every page than all that is said here.
/** What a service worker says to the pages of its app. */
export const fromWorker = z.union([
  /** A push has come, and its notification is shown. */
  z.object({ type: z.literal('push-arrived'), tag: z.string(), kind: z.nullable(z.enum(pushKinds)) }),
  /** A notification was pressed and this window is in front now: it is to show what `url` names, path, query and hash. */
  z.object({ type: z.literal('open'), url: z.string() }),
  /** The browser made the subscription anew. */
  z.object({ type: z.literal('subscription-changed') }),
  /** A broken worker is being taken away: a page that works answers on the port, any other is loaded anew. */
  z.object({ type: z.literal('are-you-well') }),
])
export type FromWorker = z.infer<typeof fromWorker>
