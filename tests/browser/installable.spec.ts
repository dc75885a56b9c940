import { expect, test } from '@playwright/test'
import {
  controlled,
  installabilityErrors,
  openProfile,
  registrationsOf,
  startWithout,
  updated,
} from './support/installed.ts'
import { startRealServer } from './support/real-server.ts'

test.use({ serviceWorkers: 'allow' })

type Closing = { close: () => Promise<void> | void }

const opened: Closing[] = []
test.afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})
const closedAfterwards = <T extends Closing>(one: T): T => {
  opened.push(one)
  return one
}

const apps = [
  { path: '/', ready: '#name' },
  { path: '/admin', ready: '#btnOtpSend' },
] as const

const serve = async (variables: Record<string, string>) => {
  const server = await startRealServer(variables)
  opened.push({ close: server.end })
  /** The same server as its operator wants it from now on. */
  const restart = async (changed: Record<string, string>): Promise<void> => {
    await server.kill()
    Object.assign(variables, changed)
    await server.start()
  }
  return { ...server, restart }
}

test('Chromium would install both apps, and neither without its icon', async () => {
  const server = await serve({})
  const bare = closedAfterwards(await startWithout(server.origin, /^\/assets\/(visitor|admin)-192-/))
  const { context } = closedAfterwards(await openProfile())
  const page = await context.newPage()

  for (const { path, ready } of apps) {
    await page.goto(bare.origin + path)
    await page.locator(ready).waitFor()
    expect(await installabilityErrors(page)).toEqual(['no-acceptable-icon'])
    await page.goto(server.origin + path)
    await page.locator(ready).waitFor()
    expect(await installabilityErrors(page)).toEqual([])
  }
})

test('each app has its own worker, and opens without a net after one visit', async () => {
  const server = await serve({})
  const { context } = closedAfterwards(await openProfile())
  const page = await context.newPage()
  for (const { path } of apps) {
    await page.goto(server.origin + path)
    await controlled(page)
  }
  expect(await registrationsOf(page)).toEqual(
    new Map([
      ['/', '/sw.js'],
      ['/admin', '/admin-sw.js'],
    ]),
  )
  // Nothing but the shells: no answer of the API, no page of anything else.
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept.filter((path) => !path.startsWith('/assets/')).toSorted()).toEqual(['/', '/admin'])

  await context.setOffline(true)
  for (const { path } of apps) {
    const from = performance.now()
    await page.goto(`${server.origin}${path}?call=abc&utm_source=x`)
    await page.locator('#page > *').first().waitFor()
    console.log(`${path} without a net: usable after ${Math.round(performance.now() - from)} ms`)
  }
  await expect(page.goto(`${server.origin}/health`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED')
})

test('an update waits until it is asked for, and a worker switched off leaves the pages that work alone', async () => {
  const server = await serve({ ADMIN_NAME: 'Muhsin' })
  const { context } = closedAfterwards(await openProfile())
  const well = await context.newPage()
  const says = well.locator('meta[name="konusma:admin-name"]')
  await well.goto(server.origin)
  await controlled(well)

  await server.restart({ ADMIN_NAME: 'Ayşe' })
  await updated(well)
  await well.reload()
  await expect(says).toHaveAttribute('content', 'Muhsin')
  await well.evaluate(async () => {
    const { serviceWorker } = navigator
    const taken = new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
    const registration = await serviceWorker.getRegistration('/')
    registration?.waiting?.postMessage({ type: 'take-over' })
    await taken
  })
  await well.reload()
  await expect(says).toHaveAttribute('content', 'Ayşe')

  await server.restart({ SERVICE_WORKER: 'off' })
  const ill = await context.newPage()
  await ill.addInitScript(() => {
    // A page that hears nothing of its worker cannot say that it is well.
    navigator.serviceWorker.addEventListener = () => undefined
  })
  await ill.goto(server.origin)
  for (const page of [well, ill]) await page.evaluate(() => document.documentElement.setAttribute('data-same', ''))
  const loadedAnew = ill.waitForEvent('load')
  await updated(well)
  await loadedAnew

  await expect(ill.locator('html')).not.toHaveAttribute('data-same')
  await expect(ill.locator('meta[name="konusma:worker"]')).toHaveAttribute('content', '')
  await expect(well.locator('html')).toHaveAttribute('data-same')
  expect(
    await well.evaluate(async () => [await navigator.serviceWorker.getRegistrations(), await caches.keys()]),
  ).toEqual([[], []])
})
