import { type Browser, chromium, type Page } from '@playwright/test'
import { session } from '#protocol/http'
import { cookieOf } from '#scripts/bench/clients/konusma'
import { inRepository } from '#scripts/bench/processes'
import { chromiumWithMedia } from '#scripts/browsers/chromium-launch'

const probe = inRepository('scripts/bench/calls/probe.mjs')
const media = ['microphone', 'camera']

/** A browser whose pages hear a beep and see a moving picture. */
export const openBrowser = (): Promise<Browser> => chromium.launch(chromiumWithMedia)

/** Two pages of one context, as the bare call needs them. */
export const openBarePages = async (browser: Browser, origin: string): Promise<[Page, Page]> => {
  const context = await browser.newContext({ permissions: media })
  await context.addInitScript({ path: probe })
  const pages: [Page, Page] = [await context.newPage(), await context.newPage()]
  await pages[0].goto(`${origin}/#caller`)
  await pages[1].goto(`${origin}/`)
  return pages
}

const openWith = async (browser: Browser, origin: string, cookie: string): Promise<Page> => {
  const context = await browser.newContext({ permissions: media })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: origin }])
  await context.addInitScript({ path: probe })
  return context.newPage()
}

/** A visitor's page, and the desk's with that conversation open. */
export const openPages = async (browser: Browser, origin: string, adminCookie: string): Promise<[Page, Page]> => {
  const opened = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Eda' }),
  })
  const { chat_id: chatId } = session.parse(await opened.json())
  const visitor = await openWith(browser, origin, cookieOf(opened))
  const desk = await openWith(browser, origin, adminCookie)
  await visitor.goto(origin)
  await desk.goto(`${origin}/admin#chat=${chatId}`)
  await Promise.all([visitor.locator('#btnCall').waitFor(), desk.locator('#btnPhone').waitFor()])
  await Promise.all([visitor, desk].map((page) => page.locator('html[data-line="open"]').waitFor()))
  return [visitor, desk]
}
