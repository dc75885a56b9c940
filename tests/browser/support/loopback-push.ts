import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from '@playwright/test'

/** A push service on this machine that takes everything. `came` is called for each push. */
export const startPushService = async () => {
  let came = (): void => undefined
  const service = createServer((asked, answer) => {
    asked.resume().on('end', () => {
      answer.writeHead(201).end()
      came()
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(service.address() as AddressInfo).port}`
  const end = (): void => {
    service.closeAllConnections()
    service.close()
  }
  return { host, onPush: (tell: () => void) => (came = tell), end }
}

/** Gives the pages of a browser that reaches no push service subscriptions at this one; a reload keeps them. */
export const subscribeAt = (context: BrowserContext, host: string): Promise<unknown> =>
  context.addInitScript((at) => {
    const kept = 'test:subscription'
    const base64url = (bytes: ArrayBuffer | Uint8Array): string => {
      const binary = String.fromCharCode(...new Uint8Array(bytes))
      return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    }
    const asSubscription = (json: { endpoint: string }) => ({
      ...json,
      options: { applicationServerKey: null },
      toJSON: () => json,
      unsubscribe: async () => {
        localStorage.removeItem(kept)
        return true
      },
    })
    const present = async () => {
      const json = localStorage.getItem(kept)
      return json === null ? null : asSubscription(JSON.parse(json))
    }
    const subscribe = async () => {
      const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
      const p256dh = base64url(await crypto.subtle.exportKey('raw', publicKey))
      const auth = base64url(crypto.getRandomValues(new Uint8Array(16)))
      const endpoint = `http://${at}/${crypto.randomUUID()}`
      localStorage.setItem(kept, JSON.stringify({ endpoint, expirationTime: null, keys: { p256dh, auth } }))
      return present()
    }
    Object.defineProperties(PushManager.prototype, {
      getSubscription: { value: present },
      subscribe: { value: subscribe },
    })
  }, host)
