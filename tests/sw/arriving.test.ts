import { describe, expect, test } from 'bun:test'
import { showPush } from '#sw/pushing'
import { adminApp, pushOf, setUpScope, visitorApp } from './fake-scope.ts'
import { callPayload, messagePayload } from './payloads.ts'

const endpoint = 'https://push.test/abc'

describe('that a push has come', () => {
  test('is told to nobody where nothing may be shown', async () => {
    const { scope, requests, openWindow } = setUpScope({ endpoint })
    const page = openWindow('/')
    scope.registration.showNotification = () => Promise.reject(new TypeError('not permitted'))

    await expect(showPush(visitorApp, pushOf(messagePayload('Bir', 1)))).rejects.toThrow('not permitted')

    expect(page.heard).toEqual([])
    expect(requests).toEqual([])
  })

  test('is told only after it is shown, and showing waits for no network', async () => {
    const { did, shown, openWindow } = setUpScope({ endpoint, answer: () => new Promise(() => {}) })
    const told = Promise.withResolvers<void>()
    openWindow('/', { postMessage: () => told.resolve() })

    void showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    await told.promise

    expect(shown).toHaveLength(1)
    expect(did[0]).toBe('show')
  })

  test('is told to the server under the endpoint that it reached, by the side that it was for', async () => {
    const { requests } = setUpScope({ endpoint })

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    await showPush(adminApp, pushOf(null))

    expect(requests).toEqual([
      { method: 'POST', path: '/api/push/arrived?as=user', body: { endpoint } },
      { method: 'POST', path: '/api/push/arrived?as=admin', body: { endpoint } },
    ])
  })

  test('is told to no server without a subscription, and a server that is away does no harm', async () => {
    const without = setUpScope({ endpoint: null })
    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    expect(without.requests).toEqual([])

    const away = setUpScope({ endpoint, answer: () => Promise.reject(new TypeError('no line')) })
    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    expect(away.shown).toHaveLength(1)
  })

  test('is told to the pages of the app, and to no page of the other', async () => {
    const { openWindow } = setUpScope()
    const [visitor, admin, testPage] = [openWindow('/?a=b#c'), openWindow('/admin#chat=1'), openWindow('/test')]

    await showPush(adminApp, pushOf(callPayload()))
    await showPush(visitorApp, pushOf('?'))

    expect(admin.heard).toEqual([{ type: 'push-arrived', tag: 'call-1', kind: 'call' }])
    expect(visitor.heard).toEqual([{ type: 'push-arrived', tag: 'something', kind: null }])
    expect(testPage.heard).toEqual([])
  })
})

describe("the number on the app's icon", () => {
  test('is that of the push, and stays as it is where the push has none', async () => {
    const { badges } = setUpScope()

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1, { badge: 3 })))
    await showPush(visitorApp, pushOf(messagePayload('İki', 2)))
    await showPush(visitorApp, pushOf(messagePayload('Üç', 3, { badge: 0 })))

    expect(badges).toEqual([3, 0])
  })

  test('is left out where the browser has or wants none', async () => {
    const { scope, shown } = setUpScope()
    scope.navigator.setAppBadge = () => Promise.reject(new Error('not permitted'))
    await showPush(visitorApp, pushOf(messagePayload('Bir', 1, { badge: 3 })))

    Reflect.deleteProperty(scope.navigator, 'setAppBadge')
    await showPush(visitorApp, pushOf(messagePayload('İki', 2, { badge: 3 })))

    expect(shown).toHaveLength(1)
  })
})
