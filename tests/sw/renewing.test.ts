import { expect, test } from 'bun:test'
import { renewSubscription } from '#sw/renewing'
import { adminApp, setUpScope, visitorApp } from './fake-scope.ts'

const key = new Uint8Array(65).buffer
const old = { options: { applicationServerKey: key, userVisibleOnly: true } }
const changed = [{ type: 'subscription-changed' }]

test('a subscription that the browser made anew is told to the pages and to the server', async () => {
  const { requests, openWindow } = setUpScope({ language: 'tr-TR' })
  const page = openWindow('/admin')

  await renewSubscription(adminApp, { newSubscription: { endpoint: 'https://push.test/2' }, oldSubscription: old })

  expect(requests).toMatchObject([{ method: 'PUT', body: { endpoint: 'https://push.test/2' } }])
  expect(requests[0]?.path).toMatch(/^\/api\/push\/subscription\?lang=(tr|en)&as=admin$/)
  expect(page.heard).toEqual(changed)
})

test('one that was taken away is made again with the key of the old one', async () => {
  const { requests } = setUpScope()

  await renewSubscription(visitorApp, { newSubscription: null, oldSubscription: old })

  expect(requests).toMatchObject([
    { method: 'PUT', body: { endpoint: 'https://push.test/new', userVisibleOnly: true } },
  ])
  expect(requests[0]?.path).toEndWith('&as=user')
})

test('where none can be made the pages are told alone', async () => {
  const { requests, openWindow, scope } = setUpScope()
  const page = openWindow('/')
  scope.registration.pushManager.subscribe = () => Promise.reject(new Error('not permitted'))

  await renewSubscription(visitorApp, { newSubscription: null, oldSubscription: old })
  await renewSubscription(visitorApp, { newSubscription: null, oldSubscription: null })

  expect(requests).toEqual([])
  expect(page.heard).toEqual([...changed, ...changed])
})

test('the pages are told even where the server is away', async () => {
  const { openWindow } = setUpScope({ answer: () => Promise.reject(new TypeError('no line')) })
  const page = openWindow('/')

  await renewSubscription(visitorApp, { newSubscription: { endpoint: 'https://push.test/2' }, oldSubscription: null })

  expect(page.heard).toEqual(changed)
})
