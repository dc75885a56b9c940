import type { CDPSession, Page } from '@playwright/test'

type Scope = '/' | '/admin'
type Registration = { registrationId: string; scopeURL: string; isDeleted: boolean }

/** What a push service does, without one: the text goes to the worker of that scope as it is. */
export type Pusher = (scope: Scope, content: string | object) => Promise<void>

/** The debugging protocol tells of the registrations in its own time, each again with everything that changes. */
const registrationsOf = (session: CDPSession) => {
  const ids = new Map<string, string>()
  let heard = (): void => undefined
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { scopeURL, registrationId, isDeleted } of registrations as Registration[])
      if (!isDeleted) ids.set(new URL(scopeURL).pathname, registrationId)
    heard()
  })
  const idOf = async (scope: Scope): Promise<string> => {
    const id = ids.get(scope)
    if (id !== undefined) return id
    await new Promise<void>((resolve) => (heard = resolve))
    return idOf(scope)
  }
  return idOf
}

/** Delivers pushes by the debugging protocol of Chromium, to the workers of the page's origin. */
export const pusherOf = async (page: Page): Promise<Pusher> => {
  const session = await page.context().newCDPSession(page)
  const idOf = registrationsOf(session)
  await session.send('ServiceWorker.enable')
  const { origin } = new URL(page.url())
  return async (scope, content) => {
    const registrationId = await idOf(scope)
    const data = typeof content === 'string' ? content : JSON.stringify(content)
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  }
}

/** Keeps what the workers say to a page from now on; the answer waits for the next of it. */
export const hearWorker = async (page: Page): Promise<() => Promise<unknown>> => {
  await page.evaluate(() => {
    const [messages, takers]: [unknown[], ((message: unknown) => void)[]] = [[], []]
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      const taker = takers.shift()
      if (taker) taker(data)
      else messages.push(data)
    })
    const next = () => (messages.length > 0 ? messages.shift() : new Promise((resolve) => takers.push(resolve)))
    Object.assign(window, { nextOfWorker: next })
  })
  return () => page.evaluate(() => (window as unknown as { nextOfWorker: () => unknown }).nextOfWorker())
}

/** Once a page's worker is there, whatever it is doing. */
export const workerOf = (page: Page): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.ready.then(Boolean))
