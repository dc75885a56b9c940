import { expect, test } from 'bun:test'
import type { Attachment } from '#client/state/attachment'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { requestAs } from '#tests/support/fake-request'
import { breakingSocket, openAs } from '#tests/support/open-as'
import { samplePng } from '#tests/support/sample-pictures'
import { createTestChat } from '#tests/support/test-chat'
import { startTestServer } from '#tests/support/test-server'

const setUp = async () => {
  const server = await startTestServer()
  const eda = await server.visitor('Eda')
  const { origin } = server
  const url = `${origin.replace('http', 'ws')}/ws`
  const open = (cookie: string, self: 'user' | 'admin', openSocket = openAs({ cookie, origin })) => {
    const address = self === 'admin' ? `${url}?as=admin` : url
    const tab = { ...createFakeBrowser().tab(address, openSocket), openRequest: requestAs({ cookie, origin }) }
    const page = createTestChat(tab, eda.chatId, { self, isOurs: () => true })
    page.start()
    return page
  }
  return { server, eda, open }
}

const picture = (): Attachment => {
  const blob = new Blob([new Uint8Array(samplePng(64, 48))], { type: 'image/png' })
  return { kind: 'image', mime: blob.type, bytes: blob.size, width: 64, height: 48, blob }
}

test('a picture goes through the real server to the other side, with its caption', async () => {
  const { server, eda, open } = await setUp()
  const visitor = open(eda.cookie, 'user')
  const desk = open(await server.admin(), 'admin')

  visitor.chat.outbox.write(eda.chatId, 'Faturam', null, picture())
  await visitor.shows('Faturam (sent)')
  await desk.shows('Faturam')

  const medium = desk.shown.last().entries[0]?.medium
  expect(medium).toMatchObject({ kind: 'image', width: 64, height: 48 })
  const answer = await server.ask('GET', medium?.url ?? '', undefined, { Cookie: eda.cookie })
  expect([answer.status, Number(answer.headers.get('content-length'))]).toEqual([200, medium?.bytes ?? 0])
  for (const { chat } of [visitor, desk]) chat.stop()
})

test('pictures and texts over a line that breaks again and again come once each', async () => {
  const { server, eda, open } = await setUp()
  let heard = 0
  const breaking = breakingSocket(openAs({ cookie: eda.cookie, origin: server.origin }), () => ++heard % 7 === 0)
  const writer = open(eda.cookie, 'user', breaking)
  const names = Array.from({ length: 6 }, (_, at) => `${at % 2 === 0 ? 'resim' : 'metin'} ${at}`)
  for (const name of names) writer.chat.outbox.write(eda.chatId, name, null, name.startsWith('r') ? picture() : null)

  const areAllSent = () => writer.lines().every((line) => line.endsWith('(sent)'))
  while (writer.lines().length < names.length || !areAllSent()) {
    if (writer.chat.line.phase === 'waiting') writer.tab.clock.advance(20_000)
    await writer.shown.change()
  }

  const desk = open(await server.admin(), 'admin')
  await desk.shown.until(({ entries }) => entries.length >= names.length)
  expect(desk.lines().toSorted()).toEqual(names.toSorted())
  for (const { chat } of [writer, desk]) chat.stop()
})
