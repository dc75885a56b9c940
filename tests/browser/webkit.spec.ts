import { expect } from '@playwright/test'
import { callTextsOf } from '#client/i18n/call-texts'
import { enNotify } from '#client/i18n/en-notify'
import { trNotify } from '#client/i18n/tr-notify'
import { test } from './support/people.ts'
import { until } from './support/until.ts'
import { startWebKit } from './support/webkit.ts'

test.setTimeout(60_000)

test('in WebKit a name opens the chat, a message is sent, and a reload stays in it', async ({ server }) => {
  const webkit = await startWebKit()
  const isThere = (css: string) => async (): Promise<boolean> => (await webkit.texts(css)).length > 0
  try {
    await webkit.go(server.origin)
    await until('the form', isThere('#name'))
    await webkit.fill('#name', 'Eda')
    await webkit.click('#btnStart')
    await until('the chat', isThere('#txt'))
    await webkit.fill('#txt', 'Merhaba, faturam gelmedi')
    await webkit.click('#btnSend')
    await until('the message is sent', isThere('#msgs > li.msg[data-state="sent"]'))

    await webkit.go(server.origin)
    await until('the message is there again', isThere('#msgs > li.msg[data-state="sent"]'))
    expect(await webkit.texts('#msgs > li.msg .text')).toEqual(['Merhaba, faturam gelmedi'])

    // It has no WebRTC: the phone says so in words, and leads back to the chat.
    const words = (['tr', 'en'] as const).map((lang) => callTextsOf(lang).over('', '').no_calls.title)
    await webkit.click('#btnCall')
    await until('it says why it cannot call', isThere('#callPanel:not([hidden])'))
    expect(words).toContain((await webkit.texts('#callName'))[0])
    // It takes no press that was begun before it was there.
    const press = () =>
      webkit.click('.call-over button:last-child').then(
        () => true,
        () => false,
      )
    await until('its key takes a press', press)
    await until('the chat is back', isThere('#callPanel[hidden]'))

    // It has no push: nothing is asked, and the panel says what works instead.
    expect(await isThere('.notify-ask')()).toBe(false)
    await webkit.click('.bar .acts > button')
    await webkit.click('.menu button:has(.bell)')
    const [state = ''] = await webkit.texts('.sheet.notifications .rows b')
    expect([trNotify.none, enNotify.none]).toContain(state)
    expect(await webkit.texts('.sheet.notifications ul.steps:not([hidden]) li')).toHaveLength(3)
  } finally {
    await webkit.end()
  }
})
