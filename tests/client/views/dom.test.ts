import { expect, test } from 'bun:test'
import { GlobalRegistrator } from '@happy-dom/global-registrator'

test('a page in one test file leaves the tools of the others as they were', async () => {
  const own = [fetch, WebSocket, Response, Request, URL, setTimeout, AbortController, Event]
  GlobalRegistrator.register()
  expect(fetch).not.toBe(own[0] as typeof fetch)
  await GlobalRegistrator.unregister()
  expect([fetch, WebSocket, Response, Request, URL, setTimeout, AbortController, Event]).toEqual(own)
  expect(typeof document).toBe('undefined')
})
