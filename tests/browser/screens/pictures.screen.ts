import { expect } from '@playwright/test'
import { test } from '#tests/browser/support/people'
import { heic, photoOf, uprightPhotoOf } from '#tests/browser/support/photos'
import { looks, picture } from './looks.ts'

for (const { name, options } of looks)
  test(`pictures, ${name}`, async ({ visitor, admin }) => {
    const eda = await visitor('Eda', options)
    const { page } = eda
    const choose = page.locator('#fileImg')
    await eda.write('Kutunun fotoğraflarını atıyorum')
    const wide = await photoOf(page, 'kutu.jpg', { width: 1600, height: 1200 })
    const tall = await uprightPhotoOf(page, 'fatura.jpg', { left: '#d8dee6', right: '#8091a6' })
    const strip = await photoOf(page, 'uzun.jpg', { width: 1600, height: 300, left: '#2b8a5b', right: '#c9b02b' })

    await choose.setInputFiles([wide, tall, strip])
    await expect(page.locator('.thumbs img')).toHaveCount(3)
    await picture(page, 'visitor-preview', name)
    await page.locator('#txt').fill('Kutunun köşesi ezilmiş geldi,\nsatıcıya da yazdım.\nBakar mısınız?')
    await page.locator('#btnEmoji').click()
    await picture(page, 'visitor-preview-caption', name)
    await page.locator('#btnEmoji').click()
    await page.locator('.preview [aria-label="Kapat"], .preview [aria-label="Close"]').click()
    await page.locator('#btnUndo').waitFor()
    await picture(page, 'visitor-preview-undo', name)
    await page.locator('#btnUndo').click()
    await expect(page.locator('.thumbs img')).toHaveCount(3)
    await page.locator('#btnSend').click()
    await expect(eda.messages).toHaveCount(4)
    await expect(page.locator('.picture img.seen')).toHaveCount(3)
    await expect(page.locator('.prog:visible')).toHaveCount(0)
    await picture(page, 'visitor-pictures', name)

    const muhsin = await admin(options)
    await muhsin.page.locator('#threads > li[data-chat-id] button').first().click()
    await expect(muhsin.page.locator('.picture img.seen')).toHaveCount(3)
    await picture(muhsin.page, 'admin-pictures', name)
    await muhsin.page.locator('#fileImg').setInputFiles([heic, tall])
    await expect(muhsin.page.locator('.thumbs img')).toHaveCount(1)
    await picture(muhsin.page, 'admin-preview-heic', name)
    await muhsin.page.locator('#btnSend').click()
    await expect(page.locator('.picture img.seen')).toHaveCount(4)

    await page.locator('.picture .open').first().click()
    await expect(page.locator('.sheet-of-picture img')).toHaveCount(1)
    await picture(page, 'visitor-viewer', name)
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await picture(page, 'visitor-viewer-zoomed', name)
    await page.keyboard.press('Escape')

    await page.context().setOffline(true)
    await choose.setInputFiles([wide])
    await expect(page.locator('.thumbs img')).toHaveCount(1)
    await page.locator('#btnSend').click()
    await expect(page.locator('.prog:visible')).toHaveCount(1)
    await picture(page, 'visitor-pictures-queued', name)
  })
