import { describe, expect, test } from 'bun:test'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { breakingSocket, openAs } from '#tests/support/open-as'
import { createTestChat } from '#tests/support/test-chat'
import { startTestServer } from '#tests/support/test-server'

const setUp = async () => {
  const server = await startTestServer()
  const eda = await server.visitor('Eda')
  const browser = createFakeBrowser()
  const url = `${server.origin.replace('http', 'ws')}/ws`
  const edasSocket = openAs({ cookie: eda.cookie, origin: server.origin })
  const open = (openSocket = edasSocket) => {
    const tab = browser.tab(url, openSocket)
    const page = createTestChat(tab, eda.chatId)
    page.start()
    return page
  }
  const admin = async () => {
    const tab = createFakeBrowser().tab(
      `${url}?as=admin`,
      openAs({ cookie: await server.admin(), origin: server.origin }),
    )
    const page = createTestChat(tab, eda.chatId, { self: 'admin', isOurs: () => true })
    page.start()
    return page
  }
  return { eda, browser, open, admin, edasSocket }
}

describe('through the real server', () => {
  test('two sides talk, and each sees its own as seen once the other has read', async () => {
    const { eda, open, admin } = await setUp()
    const visitor = open()
    const desk = await admin()

    visitor.chat.outbox.write(eda.chatId, 'Merhaba')
    await desk.shows('Merhaba')
    desk.chat.outbox.write(eda.chatId, 'Hoş geldiniz')
    await visitor.shows('Merhaba (seen)', 'Hoş geldiniz')
    visitor.chat.rooms.seen(eda.chatId, visitor.shown.last().entries.at(-1)?.id ?? 0)

    await desk.shows('Merhaba', 'Hoş geldiniz (seen)')
    visitor.chat.stop()
    desk.chat.stop()
  })

  test('what is written offline in a tab that closes arrives once and in order from the next tab', async () => {
    const { eda, browser, open, admin } = await setUp()
    const first = open()
    await first.shown.until(({ loaded }) => loaded)
    first.tab.goOffline()
    for (const text of ['bir', 'iki', 'üç']) first.chat.outbox.write(eda.chatId, text)
    await first.shows('bir (queued)', 'iki (queued)', 'üç (queued)')
    await first.chat.outbox.read()
    first.chat.stop()

    const second = open()
    const desk = await admin()

    await second.shows('bir (sent)', 'iki (sent)', 'üç (sent)')
    await desk.shows('bir', 'iki', 'üç')
    expect(browser.store.rows.size).toBe(0)
    second.chat.stop()
    desk.chat.stop()
  })

  test('three tabs at once send each message once', async () => {
    const { eda, open, admin } = await setUp()
    const tabs = [open(), open(), open()]
    const desk = await admin()
    await Promise.all(tabs.map(({ shown }) => shown.until(({ loaded }) => loaded)))

    for (let round = 0; round < 5; round++) for (const { chat } of tabs) chat.outbox.write(eda.chatId, `${round}`)

    const expected = Array.from({ length: 15 }, (_, at) => `${Math.floor(at / 3)}`)
    await desk.shown.until(({ entries }) => entries.length === 15)
    expect(desk.lines().toSorted()).toEqual(expected)
    await Promise.all(tabs.map(({ shows }) => shows(...desk.lines().map((text) => `${text} (sent)`))))
    for (const { chat } of [...tabs, desk]) chat.stop()
  })

  test('the tab that follows takes over what the leading one leaves behind', async () => {
    const { eda, open, admin } = await setUp()
    const first = open()
    await first.shown.until(({ loaded }) => loaded)
    const second = open()
    await second.shown.until(({ loaded }) => loaded)
    first.tab.goOffline()

    second.chat.outbox.write(eda.chatId, 'kim gönderecek')
    await first.shows('kim gönderecek (queued)')
    first.chat.stop()

    await second.shows('kim gönderecek (sent)')
    const desk = await admin()
    await desk.shows('kim gönderecek')
    second.chat.stop()
    desk.chat.stop()
  })

  test('a line that breaks again and again, often between the store and the ack, loses and doubles nothing', async () => {
    const { eda, open, admin, edasSocket, browser } = await setUp()
    let heard = 0
    const writer = open(breakingSocket(edasSocket, () => ++heard % 7 === 0))
    const texts = Array.from({ length: 25 }, (_, at) => `mesaj ${at}`)
    for (const text of texts) writer.chat.outbox.write(eda.chatId, text)

    const sent = texts.map((text) => `${text} (sent)`)
    while (writer.lines().join('|') !== sent.join('|')) {
      if (writer.chat.line.phase === 'waiting') writer.tab.clock.advance(20_000)
      await writer.shown.change()
    }

    const desk = await admin()
    await desk.shows(...texts)
    expect(browser.store.rows.size).toBe(0)
    writer.chat.stop()
    desk.chat.stop()
  })
})
