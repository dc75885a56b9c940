import { expect, type Page } from '@playwright/test'
import { desk, type Person, phone, test } from './support/people.ts'

const linkFrom = async ({ page, context }: Person, choice: string): Promise<string> => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Daha fazla' }).first().click()
  await page.getByRole('button', { name: choice }).click()
  await expect(page.getByRole('img', { name: 'QR kod' })).toBeVisible()
  await page.getByRole('button', { name: 'Bağlantıyı kopyala' }).click()
  await expect(page.getByRole('button', { name: 'Kopyalandı' })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Kapat' }).click()
  return link
}

const opened = async (person: Person, link: string, options: typeof phone | typeof desk): Promise<Page> => {
  const context = await person.context.browser()?.newContext(options)
  if (!context) throw new Error('no browser')
  const page = await context.newPage()
  await page.goto(link)
  return page
}

test('a visitor goes on with the conversation on another device, by a link that opens once', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await eda.write('Buradan başladım')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  const link = await linkFrom(eda, 'Başka cihazda sürdür')

  const laptop = await opened(eda, link, desk)
  expect(laptop.url()).not.toContain('go=')
  await expect(laptop.locator('#msgs')).toHaveCount(0)
  await laptop.getByRole('button', { name: 'Sürdür' }).click()
  await expect(laptop.locator('#msgs .text')).toContainText('Buradan başladım')
  await laptop.locator('#txt').fill('Buradan sürdürdüm')
  await laptop.locator('#btnSend').click()
  await expect(eda.messages).toHaveCount(2)

  const stranger = await opened(eda, link, phone)
  await stranger.getByRole('button', { name: 'Sürdür' }).click()
  await expect(stranger.getByRole('alert')).toContainText('kullanılmış')
  await stranger.getByRole('button', { name: 'Tamam' }).click()
  await expect(stranger.locator('#name')).toBeVisible()
  await laptop.context().close()
  await stranger.context().close()
})

test('the admin signs in on a phone by a link', async ({ visitor, admin }) => {
  const eda = await visitor('Eda')
  await eda.write('Merhaba')
  const muhsin = await admin()
  const link = await linkFrom(muhsin, 'Başka cihazda sürdür')

  const mobile = await opened(muhsin, link, phone)
  await mobile.getByRole('button', { name: 'Sürdür' }).click()

  await expect(mobile.locator('#threads > li[data-chat-id]')).toContainText('Merhaba')
  await mobile.context().close()
})
