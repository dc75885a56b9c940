/** Whether this browser has push at all: an iPhone's only on the home screen, WebKitGTK's never. */
export const hasPush = (): boolean =>
  'PushManager' in globalThis && 'Notification' in globalThis && 'serviceWorker' in navigator

/** Whether this browser shows pushes by itself and may leave our worker out: it has Declarative Web Push. */
export const showsPushesItself = (): boolean => 'pushManager' in globalThis

/** What this app has subscribed, whoever's key it was made with. May stay pending, or reject. */
export const findSubscription = async ({ pushManager }: ServiceWorkerRegistration): Promise<PushSubscription | null> =>
  pushManager.getSubscription()

/** `key` is the server's, base64url. Stays pending as long as the browser does not reach its push service. */
export const subscribe = async ({ pushManager }: ServiceWorkerRegistration, key: string): Promise<PushSubscription> =>
  pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })

/** Whether it was made with this key; one that does not tell its key is believed. */
export const isMadeWith = ({ options }: PushSubscription, key: string): boolean => {
  const own = options?.applicationServerKey
  if (!own) return true
  const [mine, theirs] = [new Uint8Array(own), bytesOf(key)]
  return mine.length === theirs.length && mine.every((byte, at) => byte === theirs[at])
}

/** Push API section 7.1, `subscribe()`: why there is none. */
export type PushFault = 'not_allowed' | 'push_service' | 'push_failed'

export const faultOf = (fault: unknown): PushFault => {
  const name = fault instanceof Error ? fault.name : ''
  if (name === 'NotAllowedError') return 'not_allowed'
  return name === 'AbortError' || name === 'NetworkError' ? 'push_service' : 'push_failed'
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
