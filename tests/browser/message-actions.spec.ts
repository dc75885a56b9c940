import { type CDPSession, expect, type Locator, type Page } from '@playwright/test'
import { expectNoBarriers } from './support/accessible.ts'
import { type Person, test } from './support/people.ts'

const withText = ({ page }: Person, text: string): Locator => page.locator('#msgs > li.msg', { hasText: text })

const openFirst = ({ page }: Person): Promise<void> => page.locator('#threads a, #threads button').first().click()

const openMenu = async (row: Locator): Promise<void> => {
  await row.hover()
  await row.locator('.do').click()
}

const fingerOf = async (page: Page) => {
  const session: CDPSession = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  const middleOf = async (row: Locator) => {
    const box = await row.locator('.bubble').boundingBox()
    return { x: (box?.x ?? 0) + 24, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  }
  return {
    drag: async (row: Locator, byX: number, byY: number): Promise<void> => {
      const { x, y } = await middleOf(row)
      await touch('touchStart', { x, y })
      for (let step = 1; step <= 8; step++)
        await touch('touchMove', { x: x + (byX * step) / 8, y: y + (byY * step) / 8 })
      await touch('touchEnd')
    },
    hold: async (row: Locator, until: () => Promise<void>): Promise<void> => {
      await touch('touchStart', await middleOf(row))
      await until()
      await touch('touchEnd')
    },
  }
}

const startTalk = async (visitor: (name: string) => Promise<Person>, admin: () => Promise<Person>) => {
  const eda = await visitor('Eda')
  await eda.write('faturam gelmedi')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  const muhsin = await admin()
  await openFirst(muhsin)
  await expect(muhsin.messages).toHaveCount(1)
  await muhsin.write('bu sabah gönderildi')
  await expect(eda.messages).toHaveCount(2)
  return { eda, muhsin }
}

test('a finger drawn up or only a little aside answers nothing; far aside it does', async ({ visitor, admin }) => {
  const { eda } = await startTalk(visitor, admin)
  const finger = await fingerOf(eda.page)
  const theirs = withText(eda, 'bu sabah')
  const bar = eda.page.locator('.replying')
  await finger.drag(theirs, 10, -120)
  await finger.drag(theirs, 40, 2)
  await expect(bar).toBeHidden()

  await finger.drag(theirs, 90, 6)
  await expect(bar).toContainText('yanıt')
  await expect(bar).toContainText('bu sabah gönderildi')
})

test('an answer shows what it quotes on both screens, and the quote leads there', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  const finger = await fingerOf(eda.page)
  await finger.drag(withText(eda, 'bu sabah'), 90, 4)
  await expect(eda.page.locator('.replying')).toBeVisible()
  await eda.write('bakıyorum')

  for (const person of [eda, muhsin]) {
    const answer = withText(person, 'bakıyorum')
    await expect(answer.locator('.quote')).toContainText('bu sabah gönderildi')
    await answer.locator('.quote').click()
    await expect(person.page.locator('li.msg.flash')).toContainText('bu sabah gönderildi')
  }
  await expect(eda.page.locator('.replying')).toBeHidden()
})

test('holding a message opens its menu, lifting the finger chooses nothing', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  const finger = await fingerOf(eda.page)
  const menu = eda.page.getByRole('dialog', { name: 'Mesaj işlemleri' })
  await finger.hold(withText(eda, 'bu sabah'), () => expect(menu).toBeVisible())
  await expect(menu).toBeVisible()
  await expectNoBarriers(eda.page)
  await menu.getByText('❤️').tap()

  await expect(withText(muhsin, 'bu sabah').locator('.reacts')).toContainText('❤️')
  await expect(withText(eda, 'bu sabah').getByRole('button', { name: 'Siz: ❤️ tepkisi' })).toBeVisible()
  await withText(eda, 'bu sabah').locator('.reacts button').tap()
  await expect(muhsin.page.locator('.reacts')).toHaveCount(0)
})

test('an edit is seen at once on the other screen; Escape gives the beginning back', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  const field = muhsin.page.locator('#txt')
  await field.fill('yarım kalan')
  await openMenu(withText(muhsin, 'bu sabah'))
  await muhsin.page.getByRole('button', { name: 'Düzenle' }).click()
  await expect(field).toHaveValue('bu sabah gönderildi')
  await field.press('Escape')
  await expect(field).toHaveValue('yarım kalan')

  await field.fill('')
  await field.press('ArrowUp')
  await field.fill('dün akşam gönderildi')
  await field.press('Enter')
  await expect(withText(eda, 'dün akşam gönderildi')).toContainText('düzenlendi')
  await expect(withText(muhsin, 'dün akşam gönderildi')).toContainText('düzenlendi')
  await expect(field).toHaveValue('')
  await expect(eda.messages).toHaveCount(2)
})

test('by keyboard alone: into the messages, up, menu, reaction', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  const { keyboard } = muhsin.page
  await muhsin.page.locator('#msgs').focus()
  await keyboard.press('Enter')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await expect(muhsin.page.getByRole('dialog', { name: 'Mesaj işlemleri' })).toBeVisible()
  await expectNoBarriers(muhsin.page)
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')

  await expect(withText(eda, 'faturam').locator('.reacts')).toContainText('❤️')
  await expect(withText(muhsin, 'faturam')).toBeFocused()
})

test('deleted messages can be taken back for five seconds', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  await withText(muhsin, 'faturam').locator('.pick').click()
  await withText(muhsin, 'bu sabah').click()
  await expect(muhsin.page.getByText('2 mesaj')).toBeVisible()
  await expectNoBarriers(muhsin.page)
  await muhsin.page.locator('#btnDelete').click()
  await muhsin.page.locator('#btnConfirm').click()
  await expect(muhsin.messages).toHaveCount(0)
  await expect(eda.messages).toHaveCount(2)

  await muhsin.page.locator('#btnUndo').click()
  await expect(muhsin.messages).toHaveCount(2)
  await muhsin.page.reload()
  await expect(muhsin.messages).toHaveCount(2)
})

test('after five seconds they are gone from every screen, for good', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  await muhsin.page.locator('#btnDelete').click()
  await withText(muhsin, 'faturam').locator('.pick').check()
  await muhsin.page.locator('#btnDelete').click()
  await muhsin.page.locator('#btnConfirm').click()

  await expect(eda.messages).toHaveCount(1, { timeout: 10_000 })
  await expect(muhsin.page.locator('.toast.undo')).toHaveCount(0)
  await eda.page.reload()
  await expect(eda.messages).toHaveCount(1)
  await muhsin.page.reload()
  await expect(muhsin.messages).toHaveCount(1)
})

test('leaving the page makes a deletion final', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  await openMenu(withText(muhsin, 'faturam'))
  await muhsin.page.getByRole('dialog').getByText('Sil').click()
  await expect(muhsin.messages).toHaveCount(1)
  await muhsin.page.goto('about:blank')

  await expect(eda.messages).toHaveCount(1, { timeout: 4000 })
})

test('a deletion that fails brings them back and says so', async ({ visitor, admin }) => {
  const { eda, muhsin } = await startTalk(visitor, admin)
  await muhsin.page.route('**/api/admin/chats/*/messages', (route) => route.abort())
  await openMenu(withText(muhsin, 'faturam'))
  await muhsin.page.getByRole('dialog').getByText('Sil').click()
  await expect(muhsin.messages).toHaveCount(1)

  await expect(muhsin.page.getByText('Silinemedi')).toBeVisible({ timeout: 10_000 })
  await expect(muhsin.messages).toHaveCount(2)
  await expect(eda.messages).toHaveCount(2)
})
