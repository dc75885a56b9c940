import { expect } from '@playwright/test'
import { type Person, test } from './support/people.ts'

const field = ({ page }: Person) => page.locator('#txt')

const openMenu = ({ page }: Person, entry: string): Promise<void> =>
  page.locator('.menu button', { hasText: entry }).click()

test('what a visitor began outlives a reload and another language', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await field(eda).fill('yarım kalan\nikinci satır')

  await eda.page.reload()
  await expect(field(eda)).toHaveValue('yarım kalan\nikinci satır')
  await eda.page.locator('[aria-label="Daha fazla"]').click()
  await openMenu(eda, 'English')

  await expect(eda.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(field(eda)).toHaveValue('yarım kalan\nikinci satır')
  await eda.page.locator('#btnSend').click()
  await expect(eda.messages).toHaveCount(1)
  await eda.page.reload()
  await expect(eda.messages).toHaveCount(1)
  await expect(field(eda)).toHaveValue('')

  await field(eda).press('ArrowUp')
  await field(eda).fill('başka bir söz')
  await eda.page.reload()
  await expect(field(eda)).toHaveValue('başka bir söz')
  await expect(eda.page.locator('.replying.edit')).toContainText('yarım kalan')
  await eda.page.locator('#btnSend').click()
  await expect.poll(eda.texts).toEqual(['başka bir söz'])
  await eda.page.reload()
  await expect(eda.messages).toHaveCount(1)
  await expect(field(eda)).toHaveValue('')
})

test('the admin has a beginning for each conversation', async ({ visitor, admin }) => {
  for (const name of ['Eda', 'Can']) await (await visitor(name)).write(`ben ${name}`)
  const muhsin = await admin()
  const open = (name: string) => muhsin.page.locator('#threads .nm', { hasText: name }).click()

  await open('Eda')
  await field(muhsin).fill('Eda için')
  await open('Can')
  await expect(field(muhsin)).toHaveValue('')
  await field(muhsin).fill('Can için')
  await open('Eda')
  await expect(field(muhsin)).toHaveValue('Eda için')
  await muhsin.page.reload()
  await expect(field(muhsin)).toHaveValue('Eda için')
  await muhsin.page.locator('nav [aria-label="Daha fazla"]').click()
  await openMenu(muhsin, 'English')

  await expect(field(muhsin)).toHaveValue('Eda için')
  await open('Can')
  await expect(field(muhsin)).toHaveValue('Can için')
  await muhsin.page.locator('[data-filter=all]').click()
  await muhsin.page.locator('#btnSend').click()
  await expect(muhsin.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  await field(muhsin).press('ArrowUp')
  await field(muhsin).fill('Can’a')
  await open('Eda')
  await expect(field(muhsin)).toHaveValue('Eda için')
  await open('Can')
  await expect(field(muhsin)).toHaveValue('Can’a')
  await field(muhsin).press('Escape')
  await expect(field(muhsin)).toHaveValue('')
})
