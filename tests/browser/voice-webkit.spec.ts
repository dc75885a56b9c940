import { expect } from '@playwright/test'
import { speaker, withMicrophone } from './support/microphone.ts'
import { test } from './support/people.ts'
import { until } from './support/until.ts'
import { startWebKit } from './support/webkit.ts'

test.use({ launchOptions: withMicrophone })
test.setTimeout(60_000)

test('what Chromium recorded, WebKit plays to its end', async ({ server, visitor }) => {
  const eda = await visitor('Eda', speaker)
  await eda.page.locator('#btnAud').click()
  await expect(eda.page.locator('.rec .tm')).toHaveText(/^0:0[2-9]$/)
  await eda.page.locator('#btnSend').click()
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)

  const webkit = await startWebKit()
  const isThere = (css: string) => async (): Promise<boolean> => (await webkit.texts(css)).length > 0
  const length = async (): Promise<string> => (await webkit.texts('.voice .num'))[0] ?? ''
  try {
    await webkit.go(`${server.origin}/admin`)
    await until('the sign-in', isThere('#btnOtpSend'))
    await webkit.click('#btnOtpSend')
    await until('the code is asked for', isThere('#otp'))
    await webkit.fill('#otp', await server.code())
    await webkit.click('#btnOtp')
    await until('the list', isThere('#threads > li[data-chat-id] button'))
    await webkit.click('#threads > li[data-chat-id] button')
    await until('the voice note', isThere('.voice .play'))
    const whole = await length()
    expect(whole).toMatch(/^0:0[2-9]$/)

    await webkit.click('.voice .play')
    await until('it is heard', async () => (await length()).startsWith('0:01 / '))
    await until('it has ended', async () => (await length()) === whole)
  } finally {
    await webkit.end()
  }
})
