import { expect } from '@playwright/test'
import type { Page } from 'puppeteer-core'
import { type Autopush, startAutopush } from './support/autopush.ts'
import { launchFirefox } from './support/firefox.ts'
import { test as base } from './support/people.ts'
import { startRealServer } from './support/real-server.ts'
import { until } from './support/until.ts'

// It starts slower than the others, and longer still the first time.
base.setTimeout(90_000)

const test = base.extend<{ autopush: Autopush }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  autopush: async ({}, use) => {
    const autopush = await startAutopush()
    await use(autopush)
    await autopush.end()
  },
  // The port of a push service on this machine is free to choose.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  server: async ({}, use) => {
    const server = await startRealServer({ PUSH_ALLOWED_HOSTS: '127.0.0.1' })
    await use(server)
    await server.end()
  },
})

const preferences = (autopush: Autopush) => ({
  'dom.push.serverURL': autopush.url,
  'dom.push.testing.allowInsecureServerURL': true,
  'dom.push.connection.enabled': true,
  'permissions.default.desktop-notification': 1,
  'alerts.useSystemBackend': false,
})

type State = { endpoint: string; last_sent_at: string | null; last_arrived_at: string | null; failed_at: string | null }

/** What the server knows of this device. */
const statesOf = (page: Page): Promise<State[]> =>
  page.evaluate(async () => (await (await fetch('/api/push/subscription')).json()).subscriptions)

/** When the next push came to the worker of an open page, and what it showed. */
const nextShown = (page: Page) =>
  page.evaluate(async () => {
    const { workers, at } = await new Promise<{ workers: ServiceWorkerContainer; at: number }>((resolve) => {
      navigator.serviceWorker.addEventListener('message', ({ data }) => {
        if (data.type === 'push-arrived') resolve({ workers: navigator.serviceWorker, at: Date.now() })
      })
    })
    const all = await (await workers.ready).getNotifications()
    return { at, shown: all.map(({ title, body, tag }) => ({ title, body, tag })) }
  })

test('in Firefox a visitor who looks elsewhere is told of the answer, by a push service from end to end', async ({
  server,
  autopush,
  admin,
}) => {
  const firefox = await launchFirefox(preferences(autopush))
  try {
    const eda = await firefox.newPage()
    await eda.goto(server.origin)
    await eda.locator('#name').fill('Eda')
    await eda.locator('#btnStart').click()
    await eda.locator('#txt').fill('Merhaba, faturam gelmedi')
    await eda.locator('#btnSend').click()
    await eda.locator('.notify-ask .key').click()
    await until('the subscription is kept', async () => (await statesOf(eda)).length === 1)
    expect(await statesOf(eda)).toMatchObject([{ last_sent_at: null, last_arrived_at: null, failed_at: null }])

    const muhsin = await admin()
    await muhsin.page.locator('#threads > li[data-chat-id] button').first().click()
    await muhsin.messages.first().waitFor()

    // While she looks at the page nothing is pushed.
    await eda.bringToFront()
    await muhsin.write('Bakıyorum')
    await eda.waitForSelector('#msgs > li.msg.admin')
    const elsewhere = await firefox.newPage()
    await elsewhere.bringToFront()
    await until('the page is hidden', () => eda.evaluate(() => document.visibilityState === 'hidden'))
    const coming = nextShown(eda)
    const sentAt = Date.now()
    await muhsin.write('Faturanız yolda ✉️')
    const { at, shown } = await coming
    console.log(`from the admin's send to the notification in Firefox: ${at - sentAt} ms`)
    expect(shown).toEqual([{ title: 'Admin Muhsin', body: 'Faturanız yolda ✉️', tag: expect.stringMatching(/^chat-/) }])
    expect(autopush.handovers).toMatchObject([
      { status: 201, urgency: 'high', authorization: expect.stringMatching(/^vapid t=/) },
    ])
    await until('the worker reported', async () => (await statesOf(eda))[0]?.last_arrived_at !== null)

    // The browser lets go by itself: the push service says so, and the server forgets.
    await eda.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).pushManager.getSubscription())?.unsubscribe(),
    )
    await muhsin.write('Orada mısınız?')
    await until('the subscription is forgotten', async () => (await statesOf(eda)).length === 0)
    expect(autopush.handovers.map(({ status }) => status)).toEqual([201, 410])
  } finally {
    await firefox.close()
  }
})
