import { expect } from '@playwright/test'
import { desk, type Person, phone, test } from '#tests/browser/support/people'
import { looks, picture } from './looks.ts'

const talk = async (eda: Person, muhsin: Person): Promise<void> => {
  await eda.write('Merhaba, faturam hâlâ gelmedi')
  await eda.write('Sipariş no: 48213')
  await muhsin.page.locator('#threads > li', { hasText: 'Eda' }).locator('button').first().click()
  await muhsin.write('Faturanız bu sabah gönderildi, bir de gereksiz postaya bakar mısınız?')
  await eda.write('Baktım, yok. Vergi numarasıyla tekrar gönderebilir misiniz? https://example.com/fatura?no=48213')
  await muhsin.write('Tabii. Vergi numarasını düzelttim; on dakika içinde e‑postanızda olur.')
  await expect(eda.messages.filter({ hasText: 'on dakika içinde' })).toBeVisible()
  await expect(muhsin.messages.filter({ hasText: 'Baktım, yok.' })).toBeVisible()
}

for (const { name, options } of looks)
  test(`the visitor’s screens, ${name}`, async ({ server, browser, visitor, admin }) => {
    const form = await (await browser.newContext(options)).newPage()
    await form.goto(server.origin)
    await form.locator('#name').waitFor()
    await picture(form, 'visitor-name', name)
    await form.locator('#btnStart').click()
    await picture(form, 'visitor-name-error', name)
    await form.context().close()

    const eda = await visitor('Eda', options)
    await picture(eda.page, 'visitor-empty', name)
    await talk(eda, await admin(desk))
    await picture(eda.page, 'visitor-chat', name)
    await eda.page.locator('#btnEmoji').click()
    await picture(eda.page, 'visitor-emoji', name)
    await eda.page.locator('#btnEmoji').click()
    await eda.context.setOffline(true)
    await eda.write('Yarın uğrayabilir miyim?')
    await expect(eda.page.locator('html')).toHaveAttribute('data-line', 'down')
    await picture(eda.page, 'visitor-down', name)
  })

for (const { name, options } of looks)
  test(`the admin’s screens, ${name}`, async ({ server, browser, visitor, admin }) => {
    const signIn = await (await browser.newContext(options)).newPage()
    await signIn.goto(`${server.origin}/admin`)
    await signIn.locator('#btnOtpSend').waitFor()
    await picture(signIn, 'admin-signin', name)
    await signIn.context().close()

    const muhsin = await admin(options)
    await picture(muhsin.page, 'admin-empty', name)
    const eda = await visitor('Eda', phone)
    const oguzhan = await visitor('Oğuzhan Küçükçekmecelioğlu', phone)
    await oguzhan.write('Yeni adres: Çekmeköy, Lale Sok. 14/3')
    await eda.write('Merhaba')
    await expect(muhsin.page.locator('#threads > li')).toHaveCount(2)
    await picture(muhsin.page, 'admin-list', name)
    await talk(eda, muhsin)
    await picture(muhsin.page, 'admin-talk', name)
  })
