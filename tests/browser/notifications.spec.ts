import { expect, type Page } from '@playwright/test'
import { messagePayload } from '#tests/sw/payloads'
import { expectNoBarriers } from './support/accessible.ts'
import { openProfile } from './support/installed.ts'
import { startPushService, subscribeAt } from './support/loopback-push.ts'
import { personOf, phone, test } from './support/people.ts'
import { pusherOf, workerOf } from './support/pushes.ts'
import { startRealServer } from './support/real-server.ts'

test.use({ serviceWorkers: 'allow' })

const question = 'Admin Muhsin yanıtlayınca haber verelim mi?'

const begin = async (page: Page, origin: string): Promise<void> => {
  await page.goto(origin)
  await page.locator('#name').fill('Eda')
  await page.locator('#btnStart').click()
  await workerOf(page)
  await expect(page.locator('.notify-ask')).toHaveCount(0)
  await personOf(page).write('Merhaba')
  await expect(page.locator('.notify-ask')).toContainText(question)
}

const openPanel = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Daha fazla' }).click()
  await page.locator('.menu button', { hasText: 'Bildirimler' }).click()
}

test('a push service that is not there is told in plain words, and so is a block', async ({ server, browser }) => {
  const context = await browser.newContext({ ...phone, permissions: ['notifications'] })
  const page = await context.newPage()
  await begin(page, server.origin)

  await page.getByRole('button', { name: 'Haber ver' }).click()
  await expect(page.locator('.notify-ask')).toContainText('bildirim servisine kaydolamadı')
  await page.getByRole('button', { name: 'Şimdi değil' }).click()
  await expect(page.locator('.notify-ask')).toHaveCount(0)

  // A window without a profile refuses by itself.
  await context.clearPermissions()
  await page.reload()
  await openPanel(page)
  const panel = page.getByRole('dialog', { name: 'Bildirimler' })
  await panel.getByRole('switch', { name: 'Bu cihazda bildirim' }).click()
  await expect(panel).toContainText('Bu tarayıcıda engellenmiş')
  await expect(panel.locator('ol.steps li')).toHaveCount(3)
  await panel.getByRole('button', { name: 'Açtım, kontrol et' }).click()
  await expect(panel).toContainText('Hâlâ engelli')
  await expectNoBarriers(page)
  await context.close()
})

test('a subscription that stays pending is given up after 20 seconds', async ({ server }) => {
  const { context, close } = await openProfile()
  try {
    await context.grantPermissions(['notifications'], { origin: server.origin })
    const page = await context.newPage()
    await page.clock.install()
    await begin(page, server.origin)

    await page.getByRole('button', { name: 'Haber ver' }).click()
    await expect(page.locator('.notify-ask')).toContainText('Açılıyor…')
    await expect(async () => {
      await page.clock.fastForward(20_000)
      await expect(page.locator('.notify-ask')).toContainText('bildirim servisi yanıt vermiyor', { timeout: 500 })
    }).toPass()
    await expect(page.getByRole('button', { name: 'Yeniden dene' })).toBeVisible()
  } finally {
    await close()
  }
})

test('one tap subscribes, a test push arrives, and switching off takes it away', async ({ browser, complaints }) => {
  const service = await startPushService()
  const server = await startRealServer({ PUSH_ALLOWED_HOSTS: service.host })
  const context = await browser.newContext({ ...phone, permissions: ['notifications'] })
  await subscribeAt(context, service.host)
  const page = await context.newPage()
  page.on('pageerror', (fault) => complaints.push(fault.message))
  const states = () => page.evaluate(async () => (await (await fetch('/api/push/subscription')).json()).subscriptions)
  await begin(page, server.origin)

  await page.getByRole('button', { name: 'Haber ver' }).click()
  await expect(page.locator('.toast')).toContainText('Bildirimler açık')
  await expect(page.locator('.notify-ask')).toHaveCount(0)
  expect(await states()).toMatchObject([{ last_arrived_at: null, failed_at: null }])

  // What the push service took comes to the worker another way: this one delivers nothing.
  const push = await pusherOf(page)
  service.onPush(() => void push('/', messagePayload('Deneme', 1, { tag: 'test' })))
  await openPanel(page)
  const panel = page.getByRole('dialog', { name: 'Bildirimler' })
  await panel.getByRole('button', { name: 'Deneme bildirimi gönder' }).click()
  await expect(panel.locator('.outcome.green')).toContainText(/^Deneme ulaştı: \d+,\d sn$/)
  await expectNoBarriers(page)

  await panel.getByRole('switch', { name: 'Bu cihazda bildirim' }).click()
  await expect(panel).toContainText('Bu cihazda kapalı')
  expect(await states()).toEqual([])
  await page.reload()
  await expect(page.locator('#msgs > li.msg')).toHaveCount(1)
  expect(await states()).toEqual([])
  await context.close()
  await server.end()
  service.end()
})
