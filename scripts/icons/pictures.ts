import { writeFileSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { buildClient } from '#scripts/build'
import { screenshotOf, screenshotSizes } from '#scripts/build/web-manifests'
import { inRoot } from '#scripts/root'
import { readConfig } from '#server/config'
import { createLog } from '#server/log'
import { startServer } from '#server/server'
import { type Talk, talks } from './talks.ts'

const qualityOf100 = 70

/** Takes the pictures of both apps that their manifests name, of the real pages with made-up people. Resolves to how many. */
export const takePictures = async (browser: Browser): Promise<number> => {
  await buildClient()
  for (const talk of talks) await takeAll(browser, talk)
  return talks.length * 4
}

const takeAll = async (browser: Browser, talk: Talk): Promise<void> => {
  const { origin, code, stop } = await openShop(talk)
  try {
    for (const { name, text } of talk.others) await write(await enter(browser, origin, talk, name), text)
    const visitor = await enter(browser, origin, talk, talk.visitor)
    const admin = await signIn(browser, origin, talk, code)
    await converse(visitor, admin, talk)
    await take(visitor, 'visitor', 'narrow', talk)
    await take(visitor, 'visitor', 'wide', talk)
    await take(admin, 'admin', 'wide', talk)
    await admin.goBack()
    await take(admin, 'admin', 'narrow', talk)
  } finally {
    for (const context of browser.contexts()) await context.close()
    await stop()
  }
}

const openShop = async (talk: Talk) => {
  const lines: string[] = []
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    APP_ENV: 'test',
    DATABASE_URL: 'sqlite://:memory:',
    ADMIN_NAME: talk.admin,
    ADMIN_LANG: talk.language,
    SERVICE_WORKER: 'off',
  })
  const { url, stop } = await startServer(config, { log: createLog('info', (line) => void lines.push(line)) })
  const code = (): string => /OTP (\d{8})/.exec(lines.join(''))?.[1] ?? ''
  return { origin: url, code, stop }
}

const open = async (browser: Browser, address: string, { language }: Talk): Promise<Page> => {
  const context = await browser.newContext({ viewport: screenshotSizes.wide, locale: language })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

const enter = async (browser: Browser, origin: string, talk: Talk, name: string): Promise<Page> => {
  const page = await open(browser, origin, talk)
  await page.locator('#name').fill(name)
  await page.locator('#btnStart').click()
  return page
}

const signIn = async (browser: Browser, origin: string, talk: Talk, code: () => string): Promise<Page> => {
  const page = await open(browser, `${origin}/admin`, talk)
  await page.locator('#btnOtpSend').click()
  await page.locator('#otp').waitFor()
  await page.locator('#otp').fill(code())
  await page.locator('#btnOtp').click()
  return page
}

const write = async (page: Page, text: string): Promise<void> => {
  await page.locator('#txt').fill(text)
  await page.locator('#btnSend').click()
  await page.locator('#msgs > li.msg[data-id]', { hasText: text }).waitFor()
}

const converse = async (visitor: Page, admin: Page, talk: Talk): Promise<void> => {
  for (const [turn, line] of talk.lines.entries()) {
    await write(turn % 2 === 0 ? visitor : admin, line)
    if (turn === 0) await admin.locator('#threads > li', { hasText: talk.visitor }).locator('button').first().click()
  }
  await admin.locator('#msgs > li.msg', { hasText: talk.lines.at(-1) ?? '' }).waitFor()
}

const take = async (page: Page, app: string, form: 'narrow' | 'wide', { language }: Talk): Promise<void> => {
  await page.setViewportSize(screenshotSizes[form])
  // In words: scripts know no page.
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const webp = await new Bun.Image(png).webp({ quality: qualityOf100 }).bytes()
  writeFileSync(inRoot('client', screenshotOf(app, form, language)), webp)
}
