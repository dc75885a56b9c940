import { expect, type Page } from '@playwright/test'
import { expectNoBarriers } from './support/accessible.ts'
import { fillTalk } from './support/long-talk.ts'
import { test as base, type Person, phone } from './support/people.ts'

/** Some four hundred messages over two days. */
const test = base.extend<{ eda: Person }>({
  eda: async ({ server, visitor }, use) => {
    const eda = await visitor('Eda', phone)
    await fillTalk(server, eda, 400)
    await use(eda)
  },
})

const wheel = async (page: Page, px: number): Promise<void> => {
  await page.locator('#msgs').hover()
  await page.mouse.wheel(0, px)
}

/** The day in the list above the first message that is on screen. */
const dayOfFirst = (page: Page): Promise<string | null | undefined> =>
  page.locator('#msgs').evaluate((list) => {
    const { top } = list.getBoundingClientRect()
    const first = [...list.querySelectorAll('li.msg')].find((row) => row.getBoundingClientRect().bottom > top)
    let row = first?.previousElementSibling
    while (row && !row.matches('.day')) row = row.previousElementSibling
    return row?.textContent
  })

test('the day floats over the list while it is scrolled, below a banner, and then goes', async ({ eda, server }) => {
  test.setTimeout(60_000)
  const { page } = eda
  const mark = page.locator('.day-mark')
  await expect(mark).toHaveCSS('opacity', '0')
  await wheel(page, -1200)
  await expect(mark).toHaveCSS('opacity', '1')
  await expect(mark).toHaveText(/Bugün|Dün/)
  const said = await dayOfFirst(page)
  if (said) await expect(mark).toHaveText(said)
  await expectNoBarriers(page)
  await expect(mark).toHaveCSS('opacity', '0')

  await server.kill()
  await expect(page.locator('.banner')).toBeVisible({ timeout: 15_000 })
  await wheel(page, -300)
  await expect(mark).toHaveCSS('opacity', '1')
  const [banner, box] = [await page.locator('.banner').boundingBox(), await mark.boundingBox()]
  expect(box?.y).toBeGreaterThanOrEqual((banner?.y ?? 0) + (banner?.height ?? 999))
  await server.start()
})

test('it is not there at the end, where what comes scrolls the list by itself', async ({ eda }) => {
  const { page, messages } = eda
  await eda.write('merhaba')
  await expect(messages.last()).toHaveAttribute('data-state', 'sent')
  await expect(messages.last()).toBeInViewport()
  await expect(page.locator('.day-mark')).not.toHaveClass(/shown/)
})

test('a list of which a part is drawn says where its rows stand once all are loaded', async ({ eda }) => {
  const { page } = eda
  await expect(page.locator('#msgs > li.msg').last()).toHaveAttribute('aria-setsize', '-1')
  const first = page.locator('#msgs > li.msg[data-id="1"]')
  await expect(async () => {
    await wheel(page, -20_000)
    await expect(first).toBeInViewport({ timeout: 500 })
  }).toPass()
  await expect(first).toHaveAttribute('aria-posinset', '2')
  const total = Number(await first.getAttribute('aria-setsize'))
  expect(total).toBeGreaterThan(400)
  expect(await page.locator('#msgs > li.msg').count()).toBeLessThan(total)
})
