import { expect } from '@playwright/test'
import { test } from './support/people.ts'

test.use({ serviceWorkers: 'allow' })

test('a visitor and the admin talk, and another device of the visitor follows', async ({
  visitor,
  admin,
  anotherTab,
}) => {
  const eda = await visitor('Eda')
  await expect(eda.page.locator('h1')).toHaveText('Admin Muhsin’e bağlandınız')
  await eda.write('Merhaba, faturam gelmedi')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')

  const muhsin = await admin()
  const thread = muhsin.page.locator('#threads > li[data-chat-id]')
  await expect(thread).toHaveCount(1)
  await expect(thread).toContainText('Merhaba, faturam gelmedi')
  await thread.locator('a, button').first().click()
  await expect(muhsin.messages).toHaveCount(1)
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'seen')

  const laptop = await anotherTab(eda)
  await muhsin.write('Şimdi bakıyorum')
  await expect(eda.messages).toHaveCount(2)
  await expect(laptop.messages).toHaveCount(2)
  expect(await laptop.texts()).toEqual(['Merhaba, faturam gelmedi', 'Şimdi bakıyorum'])
  await expect(muhsin.messages.last()).toHaveAttribute('data-state', 'seen')
})
