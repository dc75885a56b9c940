import { expect } from '@playwright/test'
import { desk, phone, test } from './support/people.ts'

test('a wrong code is refused in words, and the right one still opens', async ({ server, browser }) => {
  const page = await browser.newPage(desk)
  await page.goto(`${server.origin}/admin`)
  await page.locator('#btnOtpSend').click()
  const code = await server.code()
  await expect(page.getByText('konsoluna yazıldı')).toBeVisible()

  await page.locator('#otp').fill(code === '00000000' ? '11111111' : '00000000')
  await page.locator('#btnOtp').click()
  await expect(page.getByText('Kod yanlış ya da süresi dolmuş.')).toBeVisible()
  await page.locator('#otp').fill(code)
  await page.locator('#btnOtp').click()
  await expect(page.locator('#threads')).toBeAttached()

  await page.close()
})

test('who has waited longest stands first, and leaves the list when answered', async ({ visitor, admin }) => {
  const first = await visitor('Birinci')
  await first.write('ben önce')
  await expect(first.messages.last()).toHaveAttribute('data-state', 'sent')
  const second = await visitor('İkinci')
  await second.write('ben sonra')
  const muhsin = await admin()
  const threads = muhsin.page.locator('#threads > li[data-chat-id]')
  await expect(threads).toHaveCount(2)
  await expect(threads.nth(0)).toContainText('Birinci')

  await threads.nth(0).locator('a, button').first().click()
  await muhsin.write('buyurun')

  await expect(threads).toHaveCount(1)
  await expect(threads.nth(0)).toContainText('İkinci')
})

test('the visitor sees the admin come, type and go', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  const eda = await visitor('Eda')
  await eda.write('orada mısınız')
  const header = eda.page.locator('header.bar')
  await expect(header).toContainText('Çevrimdışı')

  const muhsin = await admin()
  await expect(header).toContainText('Çevrimiçi')
  await muhsin.page.locator('#threads a, #threads button').first().click()
  await muhsin.page.locator('#txt').pressSequentially('ya', { delay: 50 })
  await expect(eda.page.locator('#msgs')).toContainText('yazıyor…')
  await muhsin.context.close()
  await expect(header).not.toContainText('Çevrimiçi', { timeout: 12_000 })
})

test('on a phone a conversation opens over the list, and back returns to it', async ({ visitor, admin }) => {
  const eda = await visitor('Eda')
  await eda.write('merhaba')
  const muhsin = await admin(phone)
  await muhsin.page.locator('#threads a, #threads button').first().click()
  await expect(muhsin.page.locator('#threads')).toBeHidden()
  await expect(muhsin.messages).toHaveCount(1)

  await muhsin.page.reload()
  await expect(muhsin.messages).toHaveCount(1)
  await muhsin.page.goBack()
  await expect(muhsin.page.locator('#threads')).toBeVisible()
})

test('older messages come when scrolling up, and the reading place keeps', async ({ visitor, admin }) => {
  test.setTimeout(60_000)
  const eda = await visitor('Eda')
  const texts = Array.from({ length: 120 }, (_, index) => `mesaj ${index}`)
  const chatId = await eda.page.evaluate(async () => (await (await fetch('/api/session')).json()).chat_id)
  await eda.page.evaluate(
    async ([chat, all]) => {
      const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/ws`)
      await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
      const ask = (event: string, data: object) => {
        socket.send(JSON.stringify({ ns: '/chat', event, data, id: 1 }))
        return new Promise<void>((resolve) =>
          socket.addEventListener('message', function answered({ data: frame }) {
            if (JSON.parse(frame).ack !== 1) return
            socket.removeEventListener('message', answered)
            resolve()
          }),
        )
      }
      await ask('join', { chat_id: chat })
      for (const [index, text] of all.entries())
        await ask('send', { chat_id: chat, client_id: `filling-${index}`, type: 'text', text })
      socket.close()
    },
    [chatId, texts] as const,
  )
  const muhsin = await admin()
  await muhsin.page.locator('#threads a, #threads button').first().click()
  await expect(muhsin.messages.last()).toContainText('mesaj')

  const list = muhsin.page.locator('#msgs')
  await expect(async () => {
    await list.hover()
    await muhsin.page.mouse.wheel(0, -4000)
    await expect(muhsin.messages).toHaveCount(texts.length, { timeout: 500 })
  }).toPass({ timeout: 20_000 })
  expect(await muhsin.texts()).toEqual(texts)
})

test('signing out ends it', async ({ admin }) => {
  const muhsin = await admin()
  await muhsin.page.getByRole('button', { name: 'Daha fazla' }).click()
  await muhsin.page.getByText('Çıkış yap').click()
  await expect(muhsin.page.locator('#btnOtpSend')).toBeVisible()

  await muhsin.page.reload()
  await expect(muhsin.page.locator('#btnOtpSend')).toBeVisible()
})
