import { expect, type Page } from '@playwright/test'
import { type Person, test } from './support/people.ts'

/** Counts the tones of a page from its next load on. */
const listenTo = async (page: Page): Promise<() => Promise<number>> => {
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      document.documentElement.dataset.tones = `${Number(document.documentElement.dataset.tones ?? 0) + 1}`
      start.call(this, when)
    }
  })
  await page.reload()
  return () => page.evaluate(() => Number(document.documentElement.dataset.tones ?? 0))
}

const isOpen = ({ page }: Person) => expect(page.locator('html')).toHaveAttribute('data-line', 'open')
const hide = ({ page }: Person) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

const openThread = ({ page }: Person, name: string) =>
  page.locator('#threads > li', { hasText: name }).locator('a, button').first().click()

test('a visitor who looks elsewhere hears a new message, until the sound is switched off', async ({
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda')
  await eda.write('ilk')
  const muhsin = await admin()
  await openThread(muhsin, 'Eda')
  const tones = await listenTo(eda.page)
  await isOpen(eda)
  await eda.page.locator('#txt').click()

  await muhsin.write('bakarken')
  await expect(eda.messages).toHaveCount(2)
  expect(await tones()).toBe(0)
  await hide(eda)
  await muhsin.write('bakmazken')
  await expect.poll(tones).toBe(2)

  await eda.page.locator('[aria-label="Daha fazla"]').click()
  await eda.page.locator('.menu button', { hasText: 'Mesaj sesini kapat' }).click()
  await eda.page.locator('[aria-label="Daha fazla"]').click()
  await expect(eda.page.locator('.menu button', { hasText: 'Mesaj sesini aç' })).toBeVisible()
  await eda.page.evaluate(() => localStorage.removeItem('konusma:rung'))
  await muhsin.write('kapalıyken')
  await expect(eda.messages).toHaveCount(4)
  expect(await tones()).toBe(2)
})

test('the admin hears who writes in another conversation than the open one', async ({ visitor, admin }) => {
  const [eda, can] = [await visitor('Eda'), await visitor('Can')]
  await eda.write('ben Eda')
  await can.write('ben Can')
  const muhsin = await admin()
  await openThread(muhsin, 'Eda')
  const tones = await listenTo(muhsin.page)
  await isOpen(muhsin)
  await expect(muhsin.page.locator('#threads > li')).toHaveCount(2)
  await muhsin.page.locator('#txt').click()

  await eda.write('açık olan')
  await expect(muhsin.messages).toHaveCount(2)
  await can.write('öteki')
  await expect.poll(tones).toBe(2)

  await expect(muhsin.page).toHaveTitle(/^\(/)
})
