import { expect } from '@playwright/test'
import { withMicrophone } from '#tests/browser/support/microphone'
import { test } from '#tests/browser/support/people'
import { looks, picture } from './looks.ts'

test.use({ launchOptions: withMicrophone })

for (const { name, options } of looks)
  test(`voice notes, ${name}`, async ({ visitor, admin }) => {
    const eda = await visitor('Eda', { ...options, permissions: ['microphone'] })
    const { page } = eda
    const bar = page.locator('.rec')
    const recorded = () => expect(bar.locator('.tm')).toHaveText(/^0:0[2-9]$/)
    await eda.write('Faturam hâlâ gelmedi, sesli anlatayım')
    const box = await page.locator('#btnAud').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 22, (box?.y ?? 0) + 22)
    await page.mouse.down()
    await recorded()
    await picture(page, 'visitor-record-hold', name)
    await page.mouse.up()
    await expect(eda.messages).toHaveCount(2)
    await page.locator('#btnAud').click()
    await recorded()
    await picture(page, 'visitor-record-locked', name)
    await bar.locator('.stopping').click()
    await bar.getByRole('slider').press('PageUp')
    await picture(page, 'visitor-record-review', name)
    await page.locator('#btnSend').click()
    await expect(eda.messages).toHaveCount(3)

    const muhsin = await admin({ ...options, permissions: ['microphone'] })
    await muhsin.page.locator('#threads > li[data-chat-id] button').first().click()
    await muhsin.page.locator('#btnAud').click()
    await expect(muhsin.page.locator('.rec .tm')).toHaveText(/^0:0[2-9]$/)
    await picture(muhsin.page, 'admin-record-locked', name)
    await muhsin.page.locator('#btnSend').click()
    const note = eda.messages.last()
    await expect(note.locator('.unheard')).toBeVisible()
    await note.locator('.rate').click()
    await note.getByRole('slider').press('PageUp')
    await picture(page, 'visitor-voice', name)
    await picture(muhsin.page, 'admin-voice', name)
  })

for (const { name, options } of looks)
  test(`a microphone that is refused, ${name}`, async ({ visitor }) => {
    const { page } = await visitor('Eda', options)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'denied' })
    await page.locator('#btnAud').click()
    await page.getByRole('alert').waitFor()
    await picture(page, 'visitor-mic-denied', name)
  })
