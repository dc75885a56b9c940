import type { PushApi } from '#client/net/push-api'
import type { Answer } from '#client/net/route'
import type { Permission, PermissionSwitch } from '#client/platform/notification-permission'
import type { WorkerBridge } from '#client/platform/worker-bridge'
import type { PushState } from '#protocol/push'
import type { FromWorker } from '#protocol/worker-messages'

const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Two keys of a server, base64url. */
const firstKey = base64url('\u0004the first key of a server, with ÿþ in it')
const otherKey = base64url('\u0004another one')

export const neverEnding = <T>(): Promise<T> => new Promise<T>(() => {})

export const browserFault = (name: string): Error => Object.assign(new Error(name), { name })

type Made = PushSubscription & { isGone: () => boolean }

const createSubscription = (endpoint: string, key: unknown, forget: () => void): Made => {
  let isGone = false
  const keys = { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) }
  const applicationServerKey = key instanceof Uint8Array ? Uint8Array.from(key).buffer : null
  return {
    endpoint,
    expirationTime: null,
    options: { applicationServerKey, userVisibleOnly: true },
    getKey: () => null,
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => {
      isGone = true
      forget()
      return true
    },
    isGone: () => isGone,
  }
}

/** The push manager of a browser as a test scripts it: `next` is what the next `subscribe()` does in its place. */
export const createFakePushManager = () => {
  let present: Made | null = null
  let count = 0
  const script: (() => Promise<unknown>)[] = []
  const manager = {
    getSubscription: async () => present,
    subscribe: async ({ applicationServerKey }: PushSubscriptionOptionsInit = {}) => {
      await script.shift()?.()
      count += 1
      const forget = (): void => {
        present = null
      }
      present = createSubscription(`https://push.example/${count}`, applicationServerKey, forget)
      return present
    },
    permissionState: async () => 'granted' as const,
  }
  return { manager, present: () => present, next: (step: () => Promise<unknown>) => script.push(step) }
}

export const createFakeBridge = (manager: object | null) => {
  const ears = new Set<(message: FromWorker) => void>()
  const shown: { tag: string; close: () => void }[] = []
  const closed: string[] = []
  const registration = {
    pushManager: manager,
    getNotifications: async ({ tag }: { tag: string }) => shown.filter((one) => one.tag === tag),
  } as unknown as ServiceWorkerRegistration
  const bridge: WorkerBridge = {
    ready: async () => (manager === null ? null : registration),
    onMessage: (tell) => {
      ears.add(tell)
      return () => void ears.delete(tell)
    },
    onUpdate: () => () => {},
    takeOver: () => {},
  }
  const say = (message: FromWorker): void => {
    for (const ear of ears) ear(message)
  }
  const show = (tag: string): void => void shown.push({ tag, close: () => closed.push(tag) })
  return { bridge, say, show, closed }
}

/** `answer`: what the browser's own question comes to. */
export const createFakePermission = (first: Permission, answer: () => Promise<Permission>) => {
  let now = first
  let asked = 0
  const ears = new Set<(permission: Permission) => void>()
  const set = (next: Permission): void => {
    now = next
    for (const ear of ears) ear(next)
  }
  const permission: PermissionSwitch = {
    now: () => now,
    ask: async () => {
      asked += 1
      now = await answer()
      return now
    },
    onChange: (tell) => {
      ears.add(tell)
      return () => void ears.delete(tell)
    },
  }
  return { permission, set, asked: () => asked }
}

/** A server that notes what it is told, `PUT endpoint lang` and `DELETE endpoint`; each refusal meets one of these. */
export const createFakePushApi = () => {
  const told: string[] = []
  const refusals: (string | null)[] = []
  const known = new Map<string, PushState>()
  let key = firstKey
  const take = (line: string, run: () => void): Answer<null> => {
    told.push(line)
    const code = refusals.shift() ?? null
    if (code !== null) return { ok: false, code }
    run()
    return { ok: true, value: null }
  }
  const api: PushApi = {
    key: async () => ({ ok: true, value: { public_key: key } }),
    subscribe: async ({ endpoint = '' }, lang) =>
      take(`PUT ${endpoint} ${lang}`, () => {
        known.set(endpoint, { endpoint, last_sent_at: null, last_arrived_at: null, failed_at: null })
      }),
    unsubscribe: async (endpoint) => take(`DELETE ${endpoint}`, () => known.delete(endpoint)),
    test: async () => ({ ok: true, value: { sent: true, status: 201 } }),
    states: async () => ({ ok: true, value: [...known.values()] }),
  }
  return {
    api,
    told,
    known,
    refuse: (...codes: (string | null)[]) => refusals.push(...codes),
    changeKey: () => {
      key = otherKey
    },
  }
}
