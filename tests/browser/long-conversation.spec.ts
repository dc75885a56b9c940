import { expect, type Page } from '@playwright/test'
import { fillTalk } from './support/long-talk.ts'
import { noteTasks } from './support/long-tasks.ts'
import { test as base, desk, type Person } from './support/people.ts'

const count = 10_000
const mostRows = 400
// A page feels at once what takes it less. On a slow machine the collector's turn, or a neighbour's, makes a few of thousands longer.
const mostTaskMs = 50
const mayBeLonger = 3

// A trace takes a picture of the page at each step: that would be what holds it up.
base.use({ trace: 'off' })

const test = base.extend<{ longTalk: Person }>({
  longTalk: async ({ server, visitor }, use) => {
    const eda = await visitor('Eda', desk)
    await fillTalk(server, eda, count)
    await eda.page.locator('#msgs').hover()
    await use(eda)
  },
})

/** Notes the most rows that the page holds from now on. */
const watchRows = (page: Page): Promise<void> =>
  page.locator('#msgs').evaluate((list: HTMLElement) => {
    const note = (): void => {
      const rows = list.querySelectorAll('li.msg').length
      list.dataset.most = String(Math.max(Number(list.dataset.most ?? 0), rows))
    }
    new MutationObserver(note).observe(list, { childList: true })
  })

const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))

const firstShown = (page: Page) =>
  page.evaluate(() => {
    const list = document.querySelector('#msgs')
    const top = list?.getBoundingClientRect().top ?? 0
    const rows = [...document.querySelectorAll<HTMLElement>('#msgs > li.msg')]
    const row = rows.find((one) => one.getBoundingClientRect().bottom > top)
    const height = list?.scrollHeight ?? 0
    return { id: Number(row?.dataset.id), top: row?.getBoundingClientRect().top ?? 0, height }
  })

const topOf = (page: Page, id: number) =>
  page.locator(`#msgs > li.msg[data-id="${id}"]`).evaluate((row) => row.getBoundingClientRect().top)

const shows = (page: Page, id: number) => async () =>
  (await page.locator(`#msgs > li.msg[data-id="${id}"]`).count()) > 0

const wheelUntil = async (page: Page, px: number, isThere: () => Promise<boolean>): Promise<void> => {
  while (!(await isThere())) {
    await page.mouse.wheel(0, px)
    await nextFrame(page)
  }
}

test('wheeling through ten thousand messages keeps the page small and never holds it up', async ({
  browser,
  longTalk,
}) => {
  test.setTimeout(300_000)
  const { page } = longTalk
  await watchRows(page)
  const end = await noteTasks(browser, page)

  await wheelUntil(page, -5000, shows(page, 1))
  await expect(page.locator('#msgs .older')).toHaveCount(0)
  await wheelUntil(page, 5000, shows(page, count))

  const longest = (await end()).slice(0, mayBeLonger + 1)
  console.log(`the longest tasks while wheeling: ${longest.join(', ')} ms of the processor's time`)
  expect(longest[0]).toBeLessThanOrEqual(2 * mostTaskMs)
  expect(longest[mayBeLonger]).toBeLessThanOrEqual(mostTaskMs)
  expect(Number(await page.locator('#msgs').getAttribute('data-most'))).toBeLessThanOrEqual(mostRows)
})

test('what is read stays where it is when older pages come', async ({ longTalk }) => {
  const { page } = longTalk
  const olderPage = /messages\?.*before=/
  for (let round = 0; round < 5; round++) {
    let isAsked = false
    let arrive = (): void => undefined
    const held = new Promise<void>((resolve) => (arrive = resolve))
    await page.route(olderPage, async (route) => {
      isAsked = true
      await held
      await route.continue()
    })
    await wheelUntil(page, -700, async () => isAsked)
    await nextFrame(page)
    const before = await firstShown(page)
    const arrived = page.waitForResponse(olderPage)
    arrive()
    await arrived
    await page.waitForFunction((height) => document.querySelector('#msgs')?.scrollHeight !== height, before.height)
    expect(Math.abs((await topOf(page, before.id)) - before.top)).toBeLessThanOrEqual(2)
    await nextFrame(page)
    await nextFrame(page)
    expect(Math.abs((await topOf(page, before.id)) - before.top)).toBeLessThanOrEqual(2)
    await page.unroute(olderPage)
  }
})

test('a quote leads to a message ten thousand above, and the jump back to the newest', async ({ longTalk }) => {
  test.setTimeout(60_000)
  const { page, messages } = longTalk
  await watchRows(page)
  await messages.last().locator('.quote').click()

  const first = page.locator('#msgs > li.msg[data-id="1"]')
  await expect(first).toBeInViewport({ timeout: 30_000 })
  await expect(first).toBeFocused()
  await expect(first).toHaveClass(/flash/)
  await page.locator('.jump').click()
  await expect(messages.last()).toHaveAttribute('data-id', String(count))
  await expect(messages.last()).toBeInViewport()
  expect(Number(await page.locator('#msgs').getAttribute('data-most'))).toBeLessThanOrEqual(mostRows)
})
