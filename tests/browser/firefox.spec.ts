import { expect } from '@playwright/test'
import type { Page } from 'puppeteer-core'
import { edaIn, launchFirefox } from './support/firefox.ts'
import { test } from './support/people.ts'

// It starts slower than the others, and longer still the first time.
test.setTimeout(90_000)

const textsOf = (page: Page): Promise<string[]> =>
  page.$$eval('#msgs > li.msg .text', (all) => all.map((one) => one.firstChild?.textContent ?? ''))

const write = async (page: Page, text: string): Promise<void> => {
  await page.locator('#txt').fill(text)
  await page.locator('#btnSend').click()
}

test('in Firefox a visitor and the admin talk, and coming back goes straight into the chat', async ({ server }) => {
  const firefox = await launchFirefox()
  try {
    const eda = await edaIn(firefox, server.origin)
    await write(eda, 'Merhaba, faturam gelmedi')
    await eda.waitForSelector('#msgs > li.msg[data-state="sent"]')

    const context = await firefox.createBrowserContext()
    const muhsin = await context.newPage()
    await muhsin.setViewport({ width: 1440, height: 900 })
    await muhsin.goto(`${server.origin}/admin`)
    await muhsin.locator('#btnOtpSend').click()
    await muhsin.locator('#otp').fill(await server.code())
    await muhsin.locator('#btnOtp').click()
    await muhsin.locator('#threads > li[data-chat-id] button').click()
    await muhsin.waitForSelector('#msgs > li.msg.user')
    await write(muhsin, 'Şimdi bakıyorum')

    await eda.waitForSelector('#msgs > li.msg.admin')
    await eda.bringToFront()
    await muhsin.waitForSelector('#msgs > li.msg.admin[data-state="seen"]')
    await eda.reload()
    await eda.waitForSelector('#msgs > li.msg.admin')
    expect(await textsOf(eda)).toEqual(['Merhaba, faturam gelmedi', 'Şimdi bakıyorum'])
  } finally {
    await firefox.close()
  }
})
