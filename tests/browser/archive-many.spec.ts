import { expect, type Locator } from '@playwright/test'
import { expectNoBarriers } from './support/accessible.ts'
import { desk, type Person, phone, test } from './support/people.ts'

const rows = ({ page }: Person): Locator => page.locator('#threads > li')
const rowOf = (person: Person, name: string): Locator => rows(person).filter({ hasText: name })

const threeWait = async (visitor: (name: string) => Promise<Person>): Promise<Person[]> => {
  const people = []
  for (const name of ['Eda', 'Ali', 'Can']) {
    const person = await visitor(name)
    await person.write('merhaba')
    await expect(person.messages.last()).toHaveAttribute('data-state', 'sent')
    people.push(person)
  }
  return people
}

const pick = async (person: Person, ...names: string[]): Promise<void> => {
  await person.page.getByRole('button', { name: 'Sohbet seç' }).click()
  for (const name of names) await rowOf(person, name).locator('button').click()
}

test('without a line nothing is archived, that is said, and what was picked stays picked', async ({
  visitor,
  admin,
}) => {
  test.setTimeout(60_000)
  await threeWait(visitor)
  const muhsin = await admin()
  const { page, context } = muhsin
  await pick(muhsin, 'Eda', 'Ali')
  await context.setOffline(true)
  await page.locator('#btnArchiveChats').click()
  await expect(page.getByText('2 sohbet arşivlenemedi')).toBeVisible()
  await expect(page.locator('#threads [aria-pressed=true]')).toHaveCount(2)
  await expect(page.locator('#btnUndo')).toHaveCount(0)

  await context.setOffline(false)
  await page.locator('#btnArchiveChats').click()
  await expect(page.getByText('2 sohbet arşivlendi')).toBeVisible()
  await expect(rows(muhsin)).toHaveCount(1)
})

test('one that the server refuses stays picked, the others go', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  await threeWait(visitor)
  const muhsin = await admin()
  const { page } = muhsin
  const eda = await rowOf(muhsin, 'Eda').getAttribute('data-chat-id')
  await page.route(`**/api/admin/chats/${eda}`, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: '' } } })
      : route.continue(),
  )
  await pick(muhsin, 'Eda', 'Ali', 'Can')
  await page.locator('#btnArchiveChats').click()

  await expect(page.getByText('Sohbet arşivlenemedi')).toBeVisible()
  await expect(page.getByText('2 sohbet arşivlendi')).toBeVisible()
  await expect(rowOf(muhsin, 'Eda').locator('button')).toHaveAttribute('aria-pressed', 'true')
  await page.locator('#btnUndo').click()
  await expect(rows(muhsin)).toHaveCount(3)
})

test('archived together, undone, archived again, and taken back out of the archive', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  await threeWait(visitor)
  const muhsin = await admin(phone)
  const { page } = muhsin
  await pick(muhsin, 'Eda', 'Ali')
  await expectNoBarriers(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarriers(page)
  await page.locator('#btnArchiveChats').tap()
  await expect(rows(muhsin)).toHaveCount(1)
  await expect(page.locator('.choices')).toBeHidden()
  await page.locator('#btnUndo').tap()
  await expect(rows(muhsin)).toHaveCount(3)

  await pick(muhsin, 'Eda', 'Ali')
  await page.locator('#btnArchiveChats').tap()
  await page.locator('[data-filter=archived]').tap()
  await expect(rows(muhsin)).toHaveCount(2)
  await page.getByRole('button', { name: 'Sohbet seç' }).tap()
  await page.getByRole('button', { name: 'Tümünü seç' }).tap()
  await page.getByRole('button', { name: 'Arşivden çıkar' }).tap()
  await expect(page.getByText('2 sohbet arşivden çıktı')).toBeVisible()
  await expect(page.getByText('Arşiv boş')).toBeVisible()
  await page.locator('[data-filter=waiting]').tap()
  await expect(rows(muhsin)).toHaveCount(3)
})

test('by keyboard alone: pick with space, archive with a letter, and the focus is where it began', async ({
  visitor,
  admin,
}) => {
  test.setTimeout(60_000)
  await threeWait(visitor)
  const muhsin = await admin(desk)
  const { page } = muhsin
  await expect(rows(muhsin)).toHaveCount(3)
  await page.keyboard.press('x')
  await rowOf(muhsin, 'Eda').locator('button').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('e')

  await expect(rows(muhsin)).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Sohbet seç' })).toBeFocused()
  await page.locator('#btnUndo').press('Enter')
  await expect(rows(muhsin)).toHaveCount(3)
})

test('the details tell language, device and the number of messages, which grows', async ({ visitor, admin }) => {
  const [eda] = await threeWait(visitor)
  const muhsin = await admin(desk)
  await rowOf(muhsin, 'Eda').locator('button').click()
  const facts = muhsin.page.locator('.aside .facts')
  await expect(facts).toContainText('Türkçe')
  await expect(facts).toContainText(/Chrome, /)
  await expect(facts).toContainText('1 mesaj')
  await eda?.write('bir de')
  await expect(facts).toContainText('2 mesaj')
})
