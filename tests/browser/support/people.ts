import { type Browser, type BrowserContext, test as base, type Locator, type Page } from '@playwright/test'
import { watchConnections } from './connections.ts'
import { type RealServer, startRealServer } from './real-server.ts'

type Options = Parameters<Browser['newContext']>[0]

/** One page of somebody, with what a person does on it. */
export type Person = {
  page: Page
  context: BrowserContext
  messages: Locator
  write: (text: string) => Promise<void>
  /** The texts on the screen, oldest first. */
  texts: () => Promise<string[]>
}

type Fixtures = {
  /** Whether pages keep the connections that they make, to be looked at. */
  watchesCalls: boolean
  server: RealServer
  visitor: (name: string, options?: Options) => Promise<Person>
  admin: (options?: Options) => Promise<Person>
  /** Another tab of the same person: the same cookies and storage. */
  anotherTab: (person: Person, path?: string) => Promise<Person>
  /** What a page must never do: a broken script, or something that the Content Security Policy refuses. */
  complaints: string[]
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'tr-TR' }
export const desk = { viewport: { width: 1440, height: 900 }, locale: 'tr-TR' }

export const personOf = (page: Page): Person => ({
  page,
  context: page.context(),
  messages: page.locator('#msgs > li.msg'),
  write: async (text) => {
    await page.locator('#txt').fill(text)
    await page.locator('#btnSend').click()
  },
  texts: () =>
    page.locator('#msgs > li.msg .text').evaluateAll((all) => all.map((one) => one.firstChild?.textContent ?? '')),
})

export const test = base.extend<Fixtures>({
  watchesCalls: [false, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  complaints: async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    base.expect(complaints).toEqual([])
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  server: async ({}, use) => {
    const server = await startRealServer()
    await use(server)
    await server.end()
  },

  visitor: async ({ server, browser, watchesCalls, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (name, options = phone) => {
      const page = await openPage({ browser, watchesCalls, complaints }, contexts, options)
      await page.goto(server.origin)
      await page.locator('#name').fill(name)
      await page.locator('#btnStart').click()
      await page.locator('#txt').waitFor()
      return personOf(page)
    })
    for (const context of contexts) await context.close()
  },

  admin: async ({ server, browser, watchesCalls, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options = desk) => {
      const page = await openPage({ browser, watchesCalls, complaints }, contexts, options)
      await page.goto(`${server.origin}/admin`)
      await page.locator('#btnOtpSend').click()
      await page.locator('#otp').fill(await server.code())
      await page.locator('#btnOtp').click()
      await page.locator('#threads').waitFor({ state: 'attached' })
      return personOf(page)
    })
    for (const context of contexts) await context.close()
  },

  anotherTab: async ({ server, complaints }, use) => {
    await use(async ({ context }, path = '/') => {
      const page = await context.newPage()
      listen(page, complaints)
      await page.goto(server.origin + path)
      return personOf(page)
    })
  },
})

type Opening = Pick<Fixtures, 'watchesCalls' | 'complaints'> & { browser: Browser }

const openPage = async (
  { browser, watchesCalls, complaints }: Opening,
  contexts: BrowserContext[],
  options: Options,
): Promise<Page> => {
  const context = await browser.newContext(options)
  contexts.push(context)
  if (watchesCalls) await context.addInitScript(watchConnections)
  const page = await context.newPage()
  listen(page, complaints)
  return page
}

const listen = (page: Page, complaints: string[]): void => {
  page.on('pageerror', (fault) => complaints.push(`broken script: ${fault.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) complaints.push(message.text())
  })
}
