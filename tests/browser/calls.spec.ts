import { expect } from '@playwright/test'
import { chromiumWithMedia } from '#scripts/browsers/chromium-launch'
import { answerer, caller, hangUp, heldBy, inState, isHeard, isSeen } from './support/calling.ts'
import { test as base, type Person } from './support/people.ts'
import { startRealServer } from './support/real-server.ts'

type Pair = { eda: Person; muhsin: Person }

const test = base.extend<{ pair: Pair }>({
  pair: async ({ visitor, admin }, use) => {
    const eda = await visitor('Eda', caller)
    const muhsin = await admin(answerer)
    await use({ eda, muhsin })
  },
})
test.use({ launchOptions: chromiumWithMedia, watchesCalls: true })
test.setTimeout(90_000)

test('one tap rings at the desk; both hear each other, the camera comes and goes, the chat goes on, and a card is left', async ({
  pair: { eda, muhsin },
}) => {
  await eda.page.locator('#btnCall').click()
  await inState(eda.page, 'outgoing')
  await expect(muhsin.page.locator('#callIncoming')).toContainText('Eda')
  // Before its own tap the desk opens nothing.
  expect(await heldBy(muhsin.page)).toBe(0)

  await muhsin.page.locator('#btnAccept').click()
  await Promise.all([inState(eda.page, 'active'), inState(muhsin.page, 'active')])
  await Promise.all([isHeard(eda.page, 'Eda'), isHeard(muhsin.page, 'Muhsin')])

  await eda.page.locator('#btnCam').click()
  await expect(eda.page.locator('#btnCam')).toHaveAttribute('aria-pressed', 'true')
  await isSeen(muhsin.page, 'Muhsin')
  await expect(muhsin.page.locator('#remoteVideo')).toBeVisible()
  await eda.page.locator('#btnCam').click()
  await expect(muhsin.page.locator('#remoteVideo')).toBeHidden()
  await isHeard(muhsin.page, 'Muhsin')

  await eda.page.locator('#btnMic').click()
  await expect(eda.page.locator('#btnMic')).toHaveAttribute('aria-pressed', 'false')
  await eda.page.locator('#btnMic').click()
  await expect(eda.page.locator('#btnMic')).toHaveAttribute('aria-pressed', 'true')

  await eda.page.keyboard.press('Escape')
  await eda.write('Yazarken konuşuyoruz')
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  await isHeard(eda.page, 'Eda')

  await hangUp(muhsin, eda)
  for (const { page } of [eda, muhsin]) {
    await expect.poll(() => heldBy(page)).toBe(0)
    await expect(page.locator('#remoteAudio')).toHaveJSProperty('srcObject', null)
  }
  await expect(eda.page.locator('li.msg.system')).toHaveCount(1)
})

const impatient = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  server: async ({}, use) => {
    const server = await startRealServer({ RING_TIMEOUT_S: '2' })
    await use(server)
    await server.end()
  },
})

impatient(
  'nobody answers: the visitor may leave a voice note, and both find the call in the conversation',
  async ({ pair: { eda, muhsin } }) => {
    await eda.write('Müsait misiniz?')
    await muhsin.page.locator('#threads > li[data-chat-id] button').first().click()
    await eda.page.locator('#btnCall').click()
    await inState(eda.page, 'ended')
    await expect(muhsin.page.locator('#callIncoming')).toBeHidden()

    await eda.page.locator('.call-over button').first().click()
    await expect(eda.page.locator('#callPanel')).toBeHidden()
    await expect(eda.page.locator('#btnSend')).toBeEnabled()
    await eda.page.locator('#btnSend').click()
    await expect(eda.page.locator('li.msg.mine .voice-note')).toHaveCount(1)

    await muhsin.page.locator('li.msg.system .call-card button:visible').click()
    await expect(eda.page.locator('#callIncoming')).toBeVisible()
    await eda.page.locator('#btnDecline').click()
    await inState(muhsin.page, 'ended')
  },
)
