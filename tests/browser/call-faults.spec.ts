import { expect, type Page } from '@playwright/test'
import { chromiumWithMedia } from '#scripts/browsers/chromium-launch'
import { answerer, call, caller, hangUp, heldBy, inState, isHeard, isOver } from './support/calling.ts'
import { test } from './support/people.ts'

test.use({ launchOptions: chromiumWithMedia, watchesCalls: true })
test.setTimeout(120_000)

const press = (page: Page, key: string): Promise<void> => page.locator(key).evaluate((one: HTMLElement) => one.click())

test('a call outlives a reload of either page and a server that is killed, and both can still hang up', async ({
  server,
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda', caller)
  const muhsin = await admin(answerer)
  await call(eda, muhsin)
  await isHeard(muhsin.page, 'Muhsin')

  for (const { page } of [eda, muhsin]) {
    await page.reload()
    await inState(page, 'active', 20_000)
    await Promise.all([isHeard(eda.page, 'Eda'), isHeard(muhsin.page, 'Muhsin')])
  }
  // Whoever is muted is not heard by accident.
  await eda.page.locator('#btnMic').click()
  await eda.page.reload()
  await inState(eda.page, 'active', 20_000)
  await expect(eda.page.locator('#btnMic')).toHaveAttribute('aria-pressed', 'false')
  await expect(muhsin.page.locator('#callPanel')).toContainText('mikrofonu kapalı')
  await eda.page.locator('#btnMic').click()
  await isHeard(muhsin.page, 'Muhsin again')

  await server.kill()
  await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'down')
  await Promise.all([isHeard(eda.page, 'Eda without a server'), isHeard(muhsin.page, 'Muhsin without a server')])
  await server.start()
  for (const { page } of [eda, muhsin])
    await expect(page.locator('html')).toHaveAttribute('data-line', 'open', { timeout: 25_000 })
  await isHeard(eda.page, 'Eda after the restart')
  await hangUp(eda, muhsin)
})

test('a server that is killed while it rings rings on when it is back', async ({ server, visitor, admin }) => {
  const eda = await visitor('Eda', caller)
  const muhsin = await admin(answerer)
  await eda.page.locator('#btnCall').click()
  await expect(muhsin.page.locator('#callIncoming')).toBeVisible()
  await inState(eda.page, 'outgoing')

  await server.kill()
  await server.start()
  for (const { page } of [eda, muhsin])
    await expect(page.locator('html')).toHaveAttribute('data-line', 'open', { timeout: 25_000 })
  await muhsin.page.locator('#btnAccept').click()

  await Promise.all([inState(eda.page, 'active', 20_000), inState(muhsin.page, 'active', 20_000)])
  await isHeard(muhsin.page, 'Muhsin')
})

test('two desks ring and one answers; both sides ringing at once is one call; a second tab is told that it is busy', async ({
  visitor,
  admin,
  anotherTab,
}) => {
  const eda = await visitor('Eda', caller)
  const muhsin = await admin(answerer)
  const tablet = await anotherTab(muhsin, '/admin')
  await eda.page.locator('#btnCall').click()
  await expect(tablet.page.locator('#callIncoming')).toBeVisible()
  await muhsin.page.locator('#btnAccept').click()
  await expect(tablet.page.locator('#callIncoming')).toBeHidden()
  await inState(eda.page, 'active')

  const second = await anotherTab(eda)
  await second.page.locator('#btnCall').click()
  await inState(second.page, 'ended')
  await hangUp(muhsin, eda)

  // What was answered is open by now. Pressed by the page itself, at once: a moment later one of them would be rung.
  await expect(muhsin.page.locator('#btnPhone')).toBeEnabled()
  await Promise.all([press(eda.page, '#btnCall'), press(muhsin.page, '#btnPhone')])
  await Promise.all([inState(eda.page, 'active'), inState(muhsin.page, 'active')])
  await Promise.all([isHeard(eda.page, 'Eda'), isHeard(muhsin.page, 'Muhsin')])
  await hangUp(eda, muhsin)
})

test('twenty calls in a row leave no connection, no track and no open microphone behind', async ({
  visitor,
  admin,
}) => {
  const eda = await visitor('Eda', caller)
  const muhsin = await admin(answerer)
  await eda.write('Ararsınız')
  await muhsin.page.locator('#threads > li[data-chat-id] button').first().click()
  // From the desk: a visitor may ring three times a minute.
  for (let nth = 0; nth < 20; nth++) {
    await press(muhsin.page, '#btnPhone')
    await eda.page.locator('#btnAccept').click()
    await Promise.all([inState(eda.page, 'active'), inState(muhsin.page, 'active')])
    await (nth % 2 ? eda : muhsin).page.locator('#btnHangup').click()
    // The end of one is no hindrance to the next.
    await Promise.all([inState(eda.page, 'ended'), inState(muhsin.page, 'ended')])
  }

  for (const { page } of [eda, muhsin]) {
    await isOver(page)
    expect(await heldBy(page)).toBe(0)
  }
})
