import { expect, test } from 'bun:test'
import { faultOf } from '#tests/support/fault-of'
import { scratchDatabase } from '#tests/support/scratch'
import { startTestServer } from '#tests/support/test-server'

test('a planned stop says goaway to every page, stores and acks what comes meanwhile, and closes with 1012', async () => {
  const { url, open } = scratchDatabase()
  const server = await startTestServer({ DATABASE_URL: url })
  const eda = await server.visitor('Eda')
  const sockets = [
    await server.joined(eda.cookie, eda.chatId),
    await server.joined(await server.admin(), eda.chatId, 'admin'),
  ]
  const [page, desk] = sockets
  const startedAt = performance.now()
  const stopping = server.stop()
  for (const socket of sockets) expect((await socket.event('goaway')).data).toEqual({ spread_ms: expect.any(Number) })
  const ack = await page?.request('/chat', 'send', {
    chat_id: eda.chatId,
    client_id: 'in-the-last-moment',
    type: 'text',
    text: 'merhaba',
  })

  expect(ack?.data.message.rev).toBe(1)
  expect([await page?.closed, await desk?.closed]).toEqual([1012, 1012])
  await stopping
  expect(performance.now() - startedAt).toBeLessThan(3000)
  expect(open().query('SELECT rev, text FROM messages').values()).toEqual([[1, 'merhaba']])
})

test('nobody new is let in once the stop has begun', async () => {
  const server = await startTestServer()
  const eda = await server.visitor('Eda')
  const page = await server.socket(eda.cookie)
  const stopping = server.stop()
  await page.event('goaway')

  expect(await faultOf(fetch(`${server.origin}/health`))).toBeInstanceOf(Error)
  expect(await faultOf(server.socket(eda.cookie))).toBeInstanceOf(Error)
  await stopping
})

test('many pages come back spread over more time than few', async () => {
  const server = await startTestServer()
  const { cookie } = await server.visitor()
  const pages = await Promise.all(Array.from({ length: 150 }, () => server.socket(cookie)))
  const stopping = server.stop()
  const spreads = await Promise.all(pages.map(async (page) => (await page.event('goaway')).data.spread_ms))
  await stopping

  expect(new Set(spreads)).toEqual(new Set([600]))
})
