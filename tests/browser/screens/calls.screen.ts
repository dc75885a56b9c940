import { chromiumWithMedia } from '#scripts/browsers/chromium-launch'
import { inState, isOver, isSeen } from '#tests/browser/support/calling'
import { test } from '#tests/browser/support/people'
import { looks, picture } from './looks.ts'

test.use({ launchOptions: chromiumWithMedia, watchesCalls: true })

const permissions = ['microphone', 'camera']

for (const { name, options } of looks)
  test(`a call, ${name}`, async ({ visitor, admin }) => {
    const eda = await visitor('Eda', { ...options, permissions })
    const muhsin = await admin({ ...options, permissions })
    await eda.write('Faturam hâlâ gelmedi, arayayım mı?')
    await eda.page.locator('#btnCall').click()
    await inState(eda.page, 'outgoing')
    await picture(eda.page, 'visitor-call-outgoing', name)
    await muhsin.page.locator('#btnAccept').waitFor()
    await picture(muhsin.page, 'admin-call-incoming', name)

    await muhsin.page.locator('#btnAccept').click()
    await Promise.all([inState(eda.page, 'active'), inState(muhsin.page, 'active')])
    await picture(eda.page, 'visitor-call-active', name)
    await picture(muhsin.page, 'admin-call-active', name)
    await eda.page.locator('#btnCam').click()
    await muhsin.page.locator('#btnMic').click()
    await isSeen(muhsin.page, 'Muhsin')
    await picture(muhsin.page, 'admin-call-video', name)
    await picture(eda.page, 'visitor-call-camera', name)
    await eda.page.locator('.call-top button:visible').first().click()
    await picture(eda.page, 'visitor-call-bar', name)

    await muhsin.page.locator('#btnHangup').click()
    await Promise.all([isOver(eda.page), isOver(muhsin.page)])
    await picture(eda.page, 'visitor-call-card', name)
  })

for (const { name, options } of looks)
  test(`a call that does not come about, ${name}`, async ({ visitor, admin }) => {
    const eda = await visitor('Eda', { ...options, permissions })
    const muhsin = await admin({ ...options, permissions })
    await eda.page.locator('#btnCall').click()
    await muhsin.page.locator('#btnDecline').click()
    await inState(eda.page, 'ended')
    await picture(eda.page, 'visitor-call-declined', name)
    await eda.page.locator('.call-over button').last().click()
    await picture(eda.page, 'visitor-call-declined-card', name)
  })

for (const { name, options } of looks)
  test(`a call without a microphone, ${name}`, async ({ visitor }) => {
    const { page, context } = await visitor('Eda', options)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'denied' })
    await page.locator('#btnCall').click()
    await inState(page, 'ended')
    await picture(page, 'visitor-call-denied', name)
  })
