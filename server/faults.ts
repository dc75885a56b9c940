import type { Refusal } from '#protocol/refusals'
import { StorageFault } from '#server/store/ports'
import { describeFault, type Log } from './log.ts'

export type Edge = 'http' | 'ws' | 'job' | 'process'
export type Faults = {
  count: (edge: Edge, fault: unknown) => void
  total: (edge: Edge) => number
}

/** Every exception that reaches an edge: logged with its kind, counted, never with what the person sent. */
export const createFaults = (log: Log): Faults => {
  const totals: Record<Edge, number> = { http: 0, ws: 0, job: 0, process: 0 }
  return {
    count: (edge, fault) => {
      totals[edge] += 1
      log.error('fault', { edge, ...describeFault(fault) })
    },
    total: (edge) => totals[edge],
  }
}

const storageRetryMs = 5000

/** What a person hears of an exception: that storage refuses, which passes, or that it was our fault. No inner detail. */
export const toRefusal = (fault: unknown): Refusal => {
  if (!(fault instanceof StorageFault)) return { code: 'internal', message: 'something went wrong here' }
  return fault.reason === 'full'
    ? { code: 'storage_full', message: 'there is no room to store this now', retryAfterMs: storageRetryMs }
    : { code: 'unavailable', message: 'the database does not answer now', retryAfterMs: storageRetryMs }
}
