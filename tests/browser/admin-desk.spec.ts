import { expect, type Locator } from '@playwright/test'
import { expectNoBarriers } from './support/accessible.ts'
import { type Person, phone, test } from './support/people.ts'

const rowOf = ({ page }: Person, name: string): Locator => page.locator('#threads > li', { hasText: name })

const open = (person: Person, name: string): Promise<void> => rowOf(person, name).locator('button').click()

const write = async (person: Person, text: string): Promise<void> => {
  await person.write(text)
  await expect(person.messages.last()).toHaveAttribute('data-state', /sent|seen/)
}

const withMessage = async (visitor: (name: string) => Promise<Person>, name: string, text: string): Promise<Person> => {
  const person = await visitor(name)
  await write(person, text)
  return person
}

test('a word without its Turkish letters finds the message, and the press of a key goes there', async ({
  visitor,
  admin,
}) => {
  test.setTimeout(60_000)
  const eda = await withMessage(visitor, 'Eda', 'Iğdır kargosu İstanbul’da kaldı')
  for (let nth = 0; nth < 30; nth++) await eda.write(`sonraki mesaj ${nth}`)
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  await withMessage(visitor, 'İgdirli Şule', 'başka bir şey')
  const muhsin = await admin()
  const { page } = muhsin
  await page.keyboard.press('/')
  await page.keyboard.type('yoktur böyle')
  await expect(page.getByRole('heading', { name: 'Sonuç yok' })).toBeVisible()
  await expectNoBarriers(page)
  await page.keyboard.press('Escape')
  await expect(page.locator('#threads > li')).toHaveCount(2)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('igdir')
  await expect(page.locator('#results .nm mark').first()).toHaveText('İgdir')
  const hit = page.locator('#results .hit')
  await expect(hit.locator('mark')).toHaveText('Iğdır')
  await expectNoBarriers(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarriers(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')

  await expect(page.locator('li.msg.flash')).toContainText('Iğdır kargosu')
  await expect(page.locator('li.msg.flash')).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(page.locator('#search')).toHaveValue('')
})

test('a search that fails says so and can be tried again', async ({ visitor, admin }) => {
  await withMessage(visitor, 'Eda', 'faturam gelmedi')
  const { page } = await admin()
  await page.route('**/api/admin/search?*', (route) => route.abort())
  await page.locator('#search').fill('fatura')
  await expect(page.locator('#results').getByRole('alert')).toContainText('Arama yapılamadı')
  await page.unroute('**/api/admin/search?*')
  await page.locator('#results').getByRole('button', { name: 'Yeniden dene' }).click()
  await expect(page.locator('#results .hit mark')).toHaveText('fatura')
})

test('on a phone a hit opens over the list, and back returns to what was found', async ({ visitor, admin }) => {
  await withMessage(visitor, 'Eda', 'faturam gelmedi')
  const { page } = await admin(phone)
  await page.locator('#search').fill('fatura')
  await page.locator('#results .hit').tap()
  await expect(page.locator('li.msg.flash')).toContainText('faturam')
  await page.goBack()
  await expect(page.locator('#results .hit')).toBeVisible()
})

test('archived, undone, archived again: out of the lists until the visitor writes', async ({ visitor, admin }) => {
  const eda = await withMessage(visitor, 'Eda', 'merhaba')
  const muhsin = await admin()
  const { page } = muhsin
  await open(muhsin, 'Eda')
  await page.locator('#btnArchive').click()
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(0)
  await page.locator('#btnUndo').click()
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(1)

  await page.locator('#btnArchive').click()
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(0)
  await expect(page.locator('header.bar')).toContainText('Arşivde')
  await page.locator('[data-filter=archived]').click()
  await expect(rowOf(muhsin, 'Eda')).toContainText('Arşivde')
  await page.locator('#search').fill('eda')
  await expect(page.locator('#results .tag:visible')).toHaveText('Arşivde')
  await page.locator('#search').press('Escape')

  await write(eda, 'yeniden ben')
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(0)
  await expect(page.getByText('Arşiv boş')).toBeVisible()
  await expectNoBarriers(page)
  await page.locator('[data-filter=waiting]').click()
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(1)
})

test('who is blocked is told so plainly, and can write again when that is over', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  const eda = await withMessage(visitor, 'Eda', 'merhaba')
  const muhsin = await admin(phone)
  const { page } = muhsin
  await open(muhsin, 'Eda')
  await page.locator('#btnDetails').tap()
  await expectNoBarriers(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarriers(page)
  await page.locator('#btnBlock').tap()
  await page.locator('#btnConfirm').tap()
  await expect(page.locator('#btnBlock')).toHaveText('Engeli kaldır')
  await expect(page.locator('header.bar .tag:visible')).toHaveText('Engelli')

  await eda.write('duyuyor musunuz')
  await expect(eda.messages.last().locator('.failure')).toBeVisible()
  await expect(eda.messages.last()).toContainText('izin verilmiyor')

  await page.locator('#btnBlock').tap()
  await page.locator('#btnConfirm').tap()
  await expect(page.locator('#btnBlock')).toHaveText('Engelle')
  await eda.page.getByRole('button', { name: 'Yeniden dene' }).tap()
  await expect(eda.messages.last()).toHaveAttribute('data-state', /^(sent|seen)$/)
})

test('a note is kept by itself, over a reload and by leaving the page', async ({ visitor, admin }) => {
  await withMessage(visitor, 'Eda', 'merhaba')
  const muhsin = await admin()
  const { page } = muhsin
  await open(muhsin, 'Eda')
  await page.locator('#note').fill('x'.repeat(2001))
  await expect(page.locator('#noteState')).toContainText('1 harf fazla')
  await page.locator('#note').fill('Toptan müşteri.')
  await expect(page.locator('#noteState')).toHaveText('Kaydedildi')
  await page.reload()
  await expect(page.locator('#note')).toHaveValue('Toptan müşteri.')

  await page.locator('#note').fill('Faturalar ayın 5’inde.')
  await page.goto('about:blank')
  await page.goBack()
  await expect(page.locator('#note')).toHaveValue('Faturalar ayın 5’inde.')
})

test('a device that another one ends says so and leads to the sign-in', async ({ admin }) => {
  const muhsin = await admin()
  const other = await admin(phone)
  const { page } = muhsin
  await page.getByRole('button', { name: 'Daha fazla' }).click()
  await page.getByRole('button', { name: 'Cihazlar' }).click()
  const rows = page.locator('.devices > li')
  await expect(rows).toHaveCount(2)
  await expect(rows.filter({ hasText: 'Bu cihaz' })).toHaveCount(1)
  await expectNoBarriers(page)
  await rows.getByRole('button').click()
  await page.locator('#btnConfirm').click()
  await expect(rows).toHaveCount(1)

  await expect(other.page.getByText('başka bir cihazdan kapatıldı')).toBeVisible()
  await other.page.getByRole('button', { name: 'Yeniden giriş yap' }).tap()
  await expect(other.page.locator('#btnOtpSend')).toBeVisible()
  await expect(page.locator('#threads')).toBeAttached()
})

test('a conversation that opens takes the focus, also where one pane shows at a time', async ({ visitor, admin }) => {
  await withMessage(visitor, 'Eda', 'merhaba')
  for (const width of [760, 1440]) {
    const muhsin = await admin({ viewport: { width, height: 800 }, locale: 'tr-TR' })
    await open(muhsin, 'Eda')
    await expect(muhsin.page.locator('#txt')).toBeFocused()
  }
})

test('who stops picking conversations is back at the key that began it', async ({ admin }) => {
  const { page } = await admin()
  const begin = page.getByRole('button', { name: 'Sohbet seç' })
  await begin.click()
  await page.locator('.choices').getByRole('button', { name: 'Vazgeç' }).press('Enter')
  await expect(begin).toBeFocused()
})

test('deleted conversations can be taken back for five seconds', async ({ visitor, admin }) => {
  const eda = await withMessage(visitor, 'Eda', 'merhaba')
  await withMessage(visitor, 'Ali', 'selam')
  const muhsin = await admin()
  const { page } = muhsin
  await page.getByRole('button', { name: 'Sohbet seç' }).click()
  await open(muhsin, 'Eda')
  await open(muhsin, 'Ali')
  await expect(page.getByText('2 sohbet')).toBeVisible()
  await expectNoBarriers(page)
  await page.locator('#btnDeleteChats').click()
  await page.locator('#btnConfirm').click()
  await expect(page.getByText('Bekleyen yok')).toBeVisible()

  await page.locator('#btnUndo').click()
  await expect(page.locator('#threads > li')).toHaveCount(2)
  await write(eda, 'hâlâ buradayım')
})

test('a conversation deleted for good is over on the visitor’s page and on every desk', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  const eda = await withMessage(visitor, 'Eda', 'merhaba')
  const muhsin = await admin()
  const second = await admin(phone)
  await open(second, 'Eda')
  await open(muhsin, 'Eda')
  await muhsin.page.locator('#btnDeleteChat').click()
  await muhsin.page.locator('#btnConfirm').click()
  await expect(rowOf(muhsin, 'Eda')).toHaveCount(0)
  await expect(muhsin.page.locator('#btnUndo')).toBeVisible()
  await expect(eda.messages).toHaveCount(1)

  await expect(eda.page.getByText('Bu konuşma kapandı')).toBeVisible({ timeout: 10_000 })
  await expect(second.page.getByText('başka bir ekranda silindi')).toBeVisible()
  await expect(second.page.locator('#search')).toBeVisible()
  await expect(rowOf(second, 'Eda')).toHaveCount(0)
})

test('leaving the page makes the deletion final', async ({ visitor, admin }) => {
  const eda = await withMessage(visitor, 'Eda', 'merhaba')
  const muhsin = await admin()
  await open(muhsin, 'Eda')
  await muhsin.page.locator('#btnDeleteChat').click()
  await muhsin.page.locator('#btnConfirm').click()
  await expect(muhsin.page.locator('#btnUndo')).toBeVisible()
  await muhsin.page.goto('about:blank')
  await expect(eda.page.getByText('Bu konuşma kapandı')).toBeVisible({ timeout: 4000 })
})

test('by keyboard: help, the longest waiting, on and back, reply, selection', async ({ visitor, admin }) => {
  await withMessage(visitor, 'Eda', 'ben önce')
  await withMessage(visitor, 'Ali', 'ben sonra')
  const muhsin = await admin()
  const { page } = muhsin
  const title = page.locator('#threadTitle')
  await expect(page.locator('#threads > li')).toHaveCount(2)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Kısayollar' })).toBeVisible()
  await expectNoBarriers(page)
  await page.keyboard.press('Escape')

  await page.keyboard.press('j')
  await expect(title).toContainText('Eda')
  await page.keyboard.press('j')
  await expect(title).toContainText('Ali')
  await page.keyboard.press('k')
  await expect(title).toContainText('Eda')
  await expect(muhsin.messages).toHaveCount(1)
  await page.keyboard.press('r')
  await expect(page.locator('.replying')).toContainText('ben önce')
  await page.keyboard.type('j')
  await expect(page.locator('#txt')).toHaveValue('j')
  await expect(title).toContainText('Eda')
  await page.keyboard.press('Control+k')
  await expect(page.locator('#search')).toBeFocused()
})

test('the end of the CID is in sight on a phone however long the name is', async ({ visitor, admin }) => {
  const name = 'Abdülmuttalip Oğuzhan Küçükçekmecelioğlu'
  await withMessage(visitor, name, 'merhaba')
  const muhsin = await admin({ ...phone, viewport: { width: 320, height: 640 } })
  await open(muhsin, 'Abdülmuttalip')
  await expect(muhsin.messages).toHaveCount(1)
  const box = await muhsin.page.locator('#threadTitle .cid').boundingBox()
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThan(320)
  expect(box?.width).toBeGreaterThan(25)
})
