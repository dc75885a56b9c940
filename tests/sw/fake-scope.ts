import { override } from '#tests/support/override'

export const visitorApp = { side: 'user', page: '/' } as const
export const adminApp = { side: 'admin', page: '/admin' } as const

type Posted = { type: string } & Record<string, unknown>

/** An open window, as a service worker sees it. */
export type FakeWindow = {
  url: string
  focused: boolean
  visibilityState: 'visible' | 'hidden'
  focus: () => Promise<FakeWindow>
  postMessage: (message: Posted) => void
  heard: Posted[]
}

type FakeNotification = { title: string; body: unknown; tag: string; data: unknown; settings: Record<string, unknown> }

const origin = 'https://konusma.test'

type Circumstances = {
  origin?: string
  language?: string
  maxActions?: number
  endpoint?: string | null
  /** What every request is answered by. */
  answer?: () => Promise<Response>
}

/** The browser around a service worker: `did` tells in which order the worker used it. */
export const setUpScope = (circumstances: Circumstances = {}) => {
  const did: string[] = []
  const shown: FakeNotification[] = []
  const windows: FakeWindow[] = []
  const requests: { method: string; path: string; body: unknown }[] = []
  const opened: string[] = []
  const badges: number[] = []
  const at = circumstances.origin ?? origin

  const showNotification = async (title: string, settings: Record<string, unknown>): Promise<void> => {
    if (settings.renotify && !settings.tag) throw new TypeError('renotify without a tag')
    did.push('show')
    const tag = String(settings.tag ?? '')
    const same = shown.findIndex((one) => tag !== '' && one.tag === tag)
    if (same >= 0) shown.splice(same, 1)
    shown.push({ title, body: settings.body, tag, data: structuredClone(settings.data), settings })
  }

  const scope = {
    location: new URL(at),
    navigator: {
      language: circumstances.language ?? 'en-GB',
      setAppBadge: async (count: number) => void badges.push(count),
    },
    registration: {
      showNotification,
      getNotifications: async ({ tag }: { tag: string }) => shown.filter((one) => one.tag === tag),
      pushManager: {
        getSubscription: async () => (circumstances.endpoint ? { endpoint: circumstances.endpoint } : null),
        subscribe: async (options: object): Promise<object> => ({ endpoint: 'https://push.test/new', ...options }),
      },
    },
    clients: {
      matchAll: async () => [...windows],
      openWindow: async (url: string) => void opened.push(url),
    },
    fetch: async (url: URL, { method, body }: { method: string; body: string }) => {
      did.push('fetch')
      requests.push({ method, path: url.pathname + url.search, body: JSON.parse(body) })
      return (await circumstances.answer?.()) ?? new Response(null, { status: 204 })
    },
  }
  override(globalThis, 'self', () => scope)
  override(globalThis, 'Notification', () => ({ maxActions: circumstances.maxActions ?? 2 }))

  const openWindow = (path: string, more: Partial<FakeWindow> = {}): FakeWindow => {
    const heard: Posted[] = []
    const window: FakeWindow = {
      url: at + path,
      focused: false,
      visibilityState: 'hidden',
      focus: async () => {
        did.push(`focus ${path}`)
        return window
      },
      postMessage: (message) => {
        did.push('post')
        heard.push(message)
      },
      heard,
      ...more,
    }
    windows.push(window)
    return window
  }

  return { scope, did, shown, requests, opened, badges, openWindow, origin: at }
}

/** A push that carries this text; null for an empty one. */
export const pushOf = (content: string | object | null) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return { data: content === null ? null : { json: () => JSON.parse(text), text: () => text } }
}

/** A press on a notification, on one of its actions where one is named. */
export const pressOf = (data: unknown, action = '', tag = '') => {
  const closed = Promise.withResolvers<void>()
  return { notification: { data, tag, close: closed.resolve }, action, closed: closed.promise }
}
