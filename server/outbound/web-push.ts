import type { Clock, OutgoingPush, PushOutcome, PushSender } from '#server/actions/ports'
import type { ParseEndpoint } from '#server/domain/push-endpoint'
import { describeFault, type Log } from '#server/log'
import { encryptPush } from './encrypt-push.ts'
import { createAuthorize, type Sender, type VapidKeys } from './vapid.ts'

type Deps = {
  /** Null where the server has none that can be used: nothing is sent then. */
  keys: () => Promise<VapidKeys | null>
  sender: Sender
  parseEndpoint: ParseEndpoint
  clock: Clock
  log: Log
  timeLimitMs?: number
}

type Target = Parameters<PushSender>[0]

const mostRetryMs = 60 * 60_000
const unanswered: PushOutcome = { kind: 'later', status: null }
const impossible: PushOutcome = { kind: 'refused', status: null }

/**
 * Hands pushes to the browsers' push services (RFC 8030 section 5). Only the status and `Retry-After` of an answer count:
 * no redirect is followed, no body is read. Of an endpoint, which is its device's secret, the host alone is ever logged.
 */
export const createPushSender = ({
  keys,
  sender,
  parseEndpoint,
  clock,
  log,
  timeLimitMs = 10_000,
}: Deps): PushSender => {
  const authorize = createAuthorize(sender, clock)

  const send = async (to: Target, url: URL, push: OutgoingPush): Promise<PushOutcome> => {
    try {
      const own = await keys()
      if (!own) return unanswered
      const request = await prepare(own, to, url, push)
      return request ? await handOver(url, request) : impossible
    } catch (fault) {
      // The fault may hold the whole address.
      const { fault: kind, code } = describeFault(fault)
      log.warn('push_unanswered', { host: url.host, fault: kind, code })
      return unanswered
    }
  }

  const prepare = async (own: VapidKeys, to: Target, url: URL, push: OutgoingPush) => {
    try {
      const body = await encryptPush(new TextEncoder().encode(JSON.stringify(push.payload)), to)
      const headers = {
        Authorization: await authorize(own, url.origin, to.origin),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        TTL: String(Math.max(0, Math.floor(push.ttlS))),
        Topic: push.topic,
        Urgency: 'high',
      }
      return { method: 'POST', headers, body, redirect: 'manual' } as const
    } catch (fault) {
      log.warn('push_not_made', { host: url.host, fault: describeFault(fault).fault })
      return null
    }
  }

  const handOver = async (url: URL, request: RequestInit): Promise<PushOutcome> => {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(timeLimitMs) })
    await answer.body?.cancel().catch(() => undefined)
    const outcome = outcomeOf(answer.status, answer.headers.get('retry-after'), clock())
    if (outcome.kind === 'refused') log.warn('push_refused', { host: url.host, status: answer.status })
    return outcome
  }

  return async (to, push) => {
    const url = parseEndpoint(to.endpoint)
    return url ? send(to, url, push) : impossible
  }
}

const outcomeOf = (status: number, retryAfter: string | null, nowMs: number): PushOutcome => {
  if (status >= 200 && status < 300) return { kind: 'taken', status }
  if (status === 404 || status === 410) return { kind: 'gone', status }
  if (status !== 429 && status < 500) return { kind: 'refused', status }
  const retryAfterMs = parseRetryAfter(retryAfter, nowMs)
  return retryAfterMs === null ? { kind: 'later', status } : { kind: 'later', status, retryAfterMs }
}

/** Seconds or a date (RFC 9110 section 10.2.3), at most an hour; null where it is neither. */
const parseRetryAfter = (value: string | null, nowMs: number): number | null => {
  if (value === null) return null
  const afterMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs
  return Number.isNaN(afterMs) ? null : Math.min(Math.max(0, afterMs), mostRetryMs)
}
