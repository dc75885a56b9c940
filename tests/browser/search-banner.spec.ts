import { expect, type Page } from '@playwright/test'
import { expectNoBarriers } from './support/accessible.ts'
import { type Person, phone, test } from './support/people.ts'

const between = 60

const say = async (person: Person, ...texts: string[]): Promise<void> => {
  for (const text of texts) await person.write(text)
  await expect(person.messages.last()).toHaveAttribute('data-state', /sent|seen/)
}

const banner = (page: Page) => page.locator('.found .banner')
const place = (page: Page) => page.locator('.found .num')
const next = (page: Page) => page.getByRole('button', { name: 'Sonraki' })
const previous = (page: Page) => page.getByRole('button', { name: 'Önceki' })

/** Is led to it: it lights up on the screen. */
const expectAt = async (page: Page, where: string, text: string): Promise<void> => {
  await expect(place(page)).toHaveText(where)
  const message = page.locator('#msgs > li.msg', { hasText: text })
  await expect(message).toHaveClass(/flash/)
  await expect(message).toBeInViewport()
}

test('only its name was found: no banner', async ({ visitor, admin }) => {
  await say(await visitor('Fatura Danışma'), 'merhaba')
  const { page } = await admin()
  await page.locator('#search').fill('fatura')
  const answered = page.waitForResponse(/search\?.*chat_id=/)
  await page.locator('#results .threads button').first().click()
  await (await answered).finished()
  await expect(page.locator('#threadTitle')).toContainText('Fatura Danışma')
  await expect(banner(page)).toBeHidden()
})

test('from hit to hit through a long conversation, and away', async ({ visitor, admin }) => {
  test.setTimeout(120_000)
  const eda = await visitor('Eda')
  await say(eda, 'İlk faturam https://example.com/fatura?ay=11 gelmedi')
  await say(eda, ...Array.from({ length: between }, (_, nth) => `ara mesaj ${nth}`))
  await say(eda, 'FATURA ikinci', 'başka şey', 'üçüncü fatura')
  const { page } = await admin()
  await page.locator('#search').fill('fatura')
  await page.locator('#results .hit').first().click()

  await expectAt(page, '1 / 3', 'üçüncü fatura')
  await expect(banner(page)).toContainText('bu konuşmada “fatura”')
  await expect(page.locator('.found [role=status]')).toHaveText('Sonuç 1, toplam 3')
  await expect(previous(page)).toHaveAttribute('aria-disabled', 'true')
  await expectNoBarriers(page)
  await next(page).click()
  await expectAt(page, '2 / 3', 'FATURA ikinci')
  await expect(page.locator('#msgs > li.msg', { hasText: 'FATURA ikinci' }).locator('mark')).toHaveText('FATURA')
  await page.locator('#txt').press('F3')
  await expectAt(page, '3 / 3', 'İlk faturam')
  const first = page.locator('#msgs > li.msg', { hasText: 'İlk faturam' })
  await expect(first.locator('mark')).toHaveText(['fatura', 'fatura'])
  await expect(first.locator('a')).toHaveAttribute('href', 'https://example.com/fatura?ay=11')
  await expect(next(page)).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Shift+F3')
  await expectAt(page, '2 / 3', 'FATURA ikinci')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarriers(page)

  await next(page).focus()
  await page.keyboard.press('Escape')
  await expect(banner(page)).toBeHidden()
  await expect(page.locator('#msgs mark')).toHaveCount(0)
  await expect(page.locator('#search')).toHaveValue('')
  await expect(page.locator('#msgs')).toBeFocused()
})

test('what comes is counted, what is deleted is passed over', async ({ visitor, admin }) => {
  const eda = await visitor('Eda')
  await say(eda, 'fatura bir', 'fatura iki', 'fatura üç')
  const { page } = await admin()
  await page.locator('#search').fill('fatura')
  await page.locator('#results .hit').first().click()
  await expectAt(page, '1 / 3', 'fatura üç')

  await eda.write('fatura dört')
  await expect(place(page)).toHaveText('2 / 4')
  const id = Number(await page.locator('#msgs > li.msg', { hasText: 'fatura iki' }).getAttribute('data-id'))
  await page.evaluate(async (which) => {
    const { hits } = await (await fetch('/api/admin/search?q=fatura')).json()
    await fetch(`/api/admin/chats/${hits[0].message.chat_id}/messages`, {
      method: 'DELETE',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: [which] }),
    })
  }, id)
  await expect(place(page)).toHaveText('2 / 3')
  await next(page).click()
  await expectAt(page, '3 / 3', 'fatura bir')
})

test('on a phone a conversation among what was found opens at the newest hit; ✕ ends it here, back returns', async ({
  visitor,
  admin,
}) => {
  await say(await visitor('Eda'), 'fatura bir', 'fatura iki')
  const { page } = await admin(phone)
  await page.locator('#search').fill('fatura')
  await page.locator('#results [data-chat-id] button').tap()
  await expectAt(page, '1 / 2', 'fatura iki')
  for (const key of await banner(page).getByRole('button').all()) {
    const box = await key.boundingBox()
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  }
  await expectNoBarriers(page)
  await next(page).tap()
  await expectAt(page, '2 / 2', 'fatura bir')
  await page.getByRole('button', { name: 'Bu konuşmada aramayı kapat' }).tap()
  await expect(banner(page)).toBeHidden()
  await expect(page.locator('#msgs mark')).toHaveCount(0)
  await page.goBack()
  await expect(page.locator('#results .hit')).toHaveCount(2)
  await page.locator('#results .hit').last().tap()
  await expectAt(page, '2 / 2', 'fatura bir')
})

test('the shortcuts name its keys', async ({ admin }) => {
  const { page } = await admin()
  await page.keyboard.press('?')
  const line = page.getByRole('listitem').filter({ hasText: 'Konuşmada sonraki, önceki sonuç' })
  await expect(line.locator('kbd')).toHaveText(['F3', 'Shift + F3'])
})
