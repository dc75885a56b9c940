import { expect } from '@playwright/test'
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
  } finally {
    await webkit.end()
  }
})
