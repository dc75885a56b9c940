import type { PushApi } from '#client/net/push-api'
import type { Clock } from '#client/platform/clock'
import { faultOf, findSubscription, isMadeWith, type PushFault, subscribe } from '#client/platform/push-manager'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { Language } from '#protocol/text'
import { within } from './within.ts'

export type EnlistingPorts = {
  api: Pick<PushApi, 'key' | 'subscribe' | 'unsubscribe'>
  worker: Pick<WorkerBridge, 'ready'>
  clock: Clock
  lang: () => Language
  /** The server had this endpoint and knows it no more, as after a 404 or 410 of its push service: it is dead. */
  isForgotten: (endpoint: string) => Promise<boolean>
  isStopped: () => boolean
  /** The browser finished what was given up. */
  onLate: () => void
}

type Fault = PushFault | 'push_slow'
type Refused = { ok: false; reason: string }

/** `reason`: `no_worker`, a fault of the browser, `push_slow` where it did not answer in time, or the server's refusal. */
export type Enlisted = { ok: true; endpoint: string } | Refused

const readyMs = 10_000
const pushMs = 20_000

const refused = (reason: string): Refused => ({ ok: false, reason })

/** Waits for the worker as long as it is worth it. */
export const readyWorker = async ({ worker, clock }: Pick<EnlistingPorts, 'worker' | 'clock'>) => {
  const registration = await within(
    clock,
    readyMs,
    worker.ready().catch(() => null),
  )
  return registration === 'late' ? null : registration
}

const answerOf = async <T>(clock: Clock, asked: Promise<T>, onLate = () => {}): Promise<T | Fault> => {
  try {
    const answer = await within(clock, pushMs, asked, onLate)
    return answer === 'late' ? 'push_slow' : answer
  } catch (fault) {
    return faultOf(fault)
  }
}

/** The subscription of this app with the server's key, in the server's list. Needs the permission; never rejects. */
export const enlist = async (ports: EnlistingPorts): Promise<Enlisted> => {
  const { api, isStopped } = ports
  const registration = await readyWorker(ports)
  if (!registration) return refused('no_worker')
  const key = await api.key()
  if (!key.ok) return refused(key.code)
  const found = await obtain(ports, registration, key.value.public_key)
  if (typeof found === 'string') return refused(found)
  if (isStopped()) return refused('stopped')
  return register(ports, registration, key.value.public_key, found)
}

type Found = PushSubscription | Fault

const obtain = async (ports: EnlistingPorts, registration: ServiceWorkerRegistration, key: string): Promise<Found> => {
  const present = await answerOf(ports.clock, findSubscription(registration))
  if (typeof present === 'string') return present
  if (present && isMadeWith(present, key) && !(await ports.isForgotten(present.endpoint))) return present
  return renew(ports, registration, key, present)
}

type Renew = (
  ports: EnlistingPorts,
  registration: ServiceWorkerRegistration,
  key: string,
  old: PushSubscription | null,
) => Promise<Found>

const renew: Renew = async ({ clock, onLate }, registration, key, old) => {
  const gone = old && (await answerOf(clock, old.unsubscribe()))
  if (typeof gone === 'string') return gone
  return answerOf(clock, subscribe(registration, key), onLate)
}

const register = async (
  ports: EnlistingPorts,
  registration: ServiceWorkerRegistration,
  key: string,
  found: PushSubscription,
): Promise<Enlisted> => {
  const { api, lang } = ports
  const first = await api.subscribe(found.toJSON(), lang())
  if (first.ok) return { ok: true, endpoint: found.endpoint }
  if (first.code !== 'conflict') return refused(first.code)
  // It is an earlier session's: this browser started over.
  const fresh = await renew(ports, registration, key, found)
  if (typeof fresh === 'string') return refused(fresh)
  const second = await api.subscribe(fresh.toJSON(), lang())
  return second.ok ? { ok: true, endpoint: fresh.endpoint } : refused(second.code)
}

/** Takes the subscription away from the browser; one that does not let go of it in time keeps it. Never rejects. */
export const withdraw = async (ports: Pick<EnlistingPorts, 'worker' | 'clock'>): Promise<void> => {
  const registration = await readyWorker(ports)
  const found = registration && (await answerOf(ports.clock, findSubscription(registration)))
  if (found && typeof found !== 'string') await answerOf(ports.clock, found.unsubscribe())
}
