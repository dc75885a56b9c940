import { expect } from '@playwright/test'
import { barriers, expectNoBarriers } from './support/accessible.ts'
import { desk, phone, test } from './support/people.ts'

const looks = [
  { colorScheme: 'light', locale: 'tr-TR' },
  { colorScheme: 'dark', locale: 'en-GB' },
] as const

test('axe finds a barrier where one is planted', async ({ server, page }) => {
  await page.goto(server.origin)
  await page.locator('#name').waitFor()
  await page.evaluate(() => {
    const image = document.createElement('img')
    image.src = '/favicon.ico'
    document.querySelector('form')?.append(image)
  })
  expect(await barriers(page)).toEqual([expect.stringContaining('image-alt')])
})

for (const look of looks)
  test(`no barrier on any screen of the visitor, ${look.colorScheme}, ${look.locale}`, async ({
    server,
    browser,
    visitor,
  }) => {
    const form = await (await browser.newContext({ ...phone, ...look })).newPage()
    await form.goto(server.origin)
    await form.locator('#btnStart').click()
    await expectNoBarriers(form)
    await form.context().close()

    const eda = await visitor('Eda', { ...phone, ...look })
    await expectNoBarriers(eda.page)
    await eda.write('Merhaba, faturam gelmedi: https://example.com/fatura')
    await expect(eda.messages).toHaveCount(1)
    await expectNoBarriers(eda.page)
  })

for (const look of looks)
  test(`no barrier on any screen of the admin, ${look.colorScheme}, ${look.locale}`, async ({
    server,
    browser,
    visitor,
    admin,
  }) => {
    const signIn = await (await browser.newContext({ ...desk, ...look })).newPage()
    await signIn.goto(`${server.origin}/admin`)
    await expectNoBarriers(signIn)
    await signIn.context().close()

    const eda = await visitor('Eda')
    await eda.write('Merhaba')
    const muhsin = await admin({ ...desk, ...look })
    await expectNoBarriers(muhsin.page)
    await muhsin.page.locator('#threads button').first().click()
    await muhsin.write('Şimdi bakıyorum')
    await expect(muhsin.messages).toHaveCount(2)
    await expectNoBarriers(muhsin.page)
  })
