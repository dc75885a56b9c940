import { expect } from '@playwright/test'
import { type Person, phone, test } from '#tests/browser/support/people'
import { looks, picture } from './looks.ts'

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'

const choose = async ({ page }: Person, ...names: string[]): Promise<void> => {
  await page
    .getByRole('button', { name: /^(Daha fazla|More)$/ })
    .first()
    .click()
  for (const name of names) {
    const key = page.locator('.menu:visible button', { hasText: name })
    if ((await key.count()) > 0) return key.click()
  }
}

test.use({ serviceWorkers: 'allow' })

for (const { name, options } of looks)
  test(`what stands around the chat, ${name}`, async ({ visitor, admin }) => {
    const eda = await visitor('Eda', { ...options, permissions: ['notifications'] })
    await eda.write('Merhaba, faturam hâlâ gelmedi')
    await eda.page.locator('.notify-ask').waitFor()
    await picture(eda.page, 'visitor-notify-ask', name)
    await choose(eda, 'Bildirimler', 'Notifications')
    await eda.page.getByRole('dialog').waitFor()
    await picture(eda.page, 'visitor-notifications', name)
    await eda.page.keyboard.press('Escape')
    await choose(eda, 'Başka cihazda', 'another device')
    await eda.page.locator('.qr-code').waitFor()
    await picture(eda.page, 'visitor-continue', name)
    await eda.page.keyboard.press('Escape')
    const muhsin = await admin({ ...options, permissions: ['notifications'] })
    await muhsin.page.locator('.notify-ask').waitFor()
    await picture(muhsin.page, 'admin-notify-ask', name)
    await choose(muhsin, 'Bildirimler', 'Notifications')
    await muhsin.page.getByRole('dialog').waitFor()
    await picture(muhsin.page, 'admin-notifications', name)
    await eda.page.goto('about:blank')
    const mobile = await visitor('Can', { ...phone, ...options, userAgent: iphone })
    await mobile.write('Selam')
    await muhsin.page.keyboard.press('Escape')
    await muhsin.page.locator('#threads > li', { hasText: 'Can' }).locator('button').first().click()
    await muhsin.write('Buyurun')
    await expect(mobile.messages).toHaveCount(2)
    await mobile.page.locator('.banner.sky').waitFor()
    await picture(mobile.page, 'visitor-iphone', name)
    await mobile.page.locator('.banner.sky button').first().click()
    await mobile.page.getByRole('dialog').waitFor()
    await picture(mobile.page, 'visitor-install-guide', name)
  })

for (const { name, options } of looks)
  test(`a link from another device, ${name}`, async ({ server, browser }) => {
    const page = await (await browser.newContext(options)).newPage()
    await page.goto(`${server.origin}/#go=a-token-of-twenty-letters`)
    await page.locator('.hello').waitFor()
    await picture(page, 'visitor-takeover', name)
    await page.locator('.key.sky').click()
    await page.getByRole('alert').waitFor()
    await picture(page, 'visitor-takeover-used', name)
    await page.context().close()
  })
