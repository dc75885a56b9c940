import { expect } from '@playwright/test'
import { desk, phone, test } from './support/people.ts'

test('a name is asked for, and a wrong one is refused in words', async ({ server, browser }) => {
  const page = await browser.newPage(phone)
  await page.goto(server.origin)

  await page.locator('#btnStart').click()
  await expect(page.getByText('Bir ad yazın; en çok 40 harf.')).toBeVisible()
  await page.locator('#name').fill('x'.repeat(41))
  await page.locator('#btnStart').click()
  await expect(page.getByText('Bir ad yazın; en çok 40 harf.')).toBeVisible()
  await expect(page.locator('#txt')).toHaveCount(0)

  await page.close()
})

test('what looks like markup stays text, in the name and in the message', async ({ visitor, admin }) => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  const mallory = await visitor('<b>Mallory</b>')
  await mallory.write(evil)
  const muhsin = await admin()
  await muhsin.page.locator('#threads a, #threads button').first().click()

  await expect(muhsin.messages.first()).toContainText(evil)
  await expect(muhsin.page.locator('#threadTitle')).toContainText('<b>Mallory</b>')
  await expect(muhsin.page.locator('#msgs img, #msgs script, #threads img')).toHaveCount(0)
})

test('a link is a link and nothing else is', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await eda.write('bakın: https://example.com/a?b=1. javascript:alert(1)')

  const links = eda.messages.last().locator('a')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.com/a?b=1')
  await expect(links).toHaveAttribute('rel', /noopener/)
})

test('coming back goes straight into the same conversation', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await eda.write('buradayım')
  await expect(eda.messages).toHaveCount(1)
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')

  await eda.page.reload()

  await expect(eda.messages).toHaveCount(1)
  await expect(eda.page.locator('#name')).toHaveCount(0)
})

test('somebody else on the same device starts over, and what was not sent goes to nobody', async ({
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda')
  await eda.write('eski')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')
  await eda.page.getByRole('button', { name: 'Daha fazla' }).click()
  await eda.page.getByText('Siz değil misiniz?').click()
  await eda.page.getByRole('button', { name: 'Baştan başla' }).click()

  await eda.page.locator('#name').fill('Zeynep')
  await eda.page.locator('#btnStart').click()
  await expect(eda.messages).toHaveCount(0)
  await eda.write('yeni')
  await expect(eda.messages.last()).toHaveAttribute('data-state', 'sent')

  const muhsin = await admin()
  await expect(muhsin.page.locator('#threads > li[data-chat-id]')).toHaveCount(2)
})

test('Enter sends where there is a keyboard and makes a line on a touch screen', async ({ visitor }) => {
  const atDesk = await visitor('Eda', desk)
  await atDesk.page.locator('#txt').fill('satır')
  await atDesk.page.locator('#txt').press('Shift+Enter')
  await atDesk.page.keyboard.type('iki')
  await atDesk.page.locator('#txt').press('Enter')
  await expect(atDesk.messages.last().locator('.text')).toContainText('satır\niki')

  const onPhone = await visitor('Can', phone)
  await onPhone.page.locator('#txt').fill('satır')
  await onPhone.page.locator('#txt').press('Enter')
  await expect(onPhone.page.locator('#txt')).toHaveValue('satır\n')
  await expect(onPhone.messages).toHaveCount(0)
})

test('a message refused for good says why, holds up nothing, and can be tried again', async ({ server, browser }) => {
  const page = await browser.newPage(desk)
  let refuses = true
  await page.routeWebSocket('**/ws', (socket) => {
    const behind = socket.connectToServer()
    socket.onMessage((frame) => {
      const { id, event, data } = JSON.parse(String(frame))
      if (refuses && event === 'send' && data.text === 'olmaz')
        socket.send(JSON.stringify({ ack: id, ok: false, error: { code: 'forbidden', message: 'no' } }))
      else behind.send(frame)
    })
  })
  await page.goto(server.origin)
  await page.locator('#name').fill('Eda')
  await page.locator('#btnStart').click()
  const write = async (text: string) => {
    await page.locator('#txt').fill(text)
    await page.locator('#btnSend').click()
  }

  await write('olmaz')
  await write('olur')
  const failed = page.locator('li.msg[data-state="failed"]')
  await expect(failed).toContainText('Buna izin verilmiyor.')
  await expect(page.locator('li.msg[data-state="sent"]')).toContainText('olur')
  refuses = false
  await failed.getByRole('button', { name: 'Yeniden dene' }).click()
  await expect(page.locator('li.msg[data-state="sent"]')).toHaveCount(2)

  await page.close()
})

test('a question that was opened and left by keyboard gives the focus back to the menu', async ({ visitor }) => {
  const eda = await visitor('Eda', desk)
  const menu = eda.page.getByRole('button', { name: 'Daha fazla' })
  await menu.press('Enter')
  await eda.page.getByRole('button', { name: 'Siz değil misiniz?' }).press('Enter')
  await expect(eda.page.getByRole('button', { name: 'Vazgeç' })).toBeFocused()

  await eda.page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})

test('the emoji of the quick bar go in where the caret is', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await eda.page.locator('#txt').fill('ab')
  await eda.page.locator('#txt').press('ArrowLeft')
  await eda.page.locator('#btnEmoji').click()
  await expect(eda.page.locator('.emojis button')).toHaveCount(10)
  await eda.page.locator('.emojis button').first().click()

  await expect(eda.page.locator('#txt')).toHaveValue('a👍b')
})

test('a draft waits where it was left', async ({ visitor }) => {
  const eda = await visitor('Eda')
  await eda.page.locator('#txt').fill('yarım kalan')
  await eda.page.reload()

  await expect(eda.page.locator('#txt')).toHaveValue('yarım kalan')
})

test('the page speaks English where the browser does, and changes on request', async ({ visitor }) => {
  const sarah = await visitor('Sarah', { ...desk, locale: 'en-GB' })
  await expect(sarah.page.locator('h1')).toHaveText('You are connected to Admin Muhsin')
  await expect(sarah.page.locator('html')).toHaveAttribute('lang', 'en')

  await sarah.page.getByRole('button', { name: 'More' }).click()
  await sarah.page.getByText('Türkçe').click()
  await expect(sarah.page.locator('h1')).toHaveText('Admin Muhsin’e bağlandınız')
})
