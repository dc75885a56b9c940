import { expect, test } from 'bun:test'
import { parseCallFrame } from '#client/net/call-frame'
import { parseFrame, type UncheckedFrame } from '#client/net/frames'
import { fetchIce } from '#client/net/ice-api'
import { createAskRoute } from '#client/net/route'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { startFakeServer } from '#tests/support/fake-server'
import { createTestChat } from '#tests/support/test-chat'
import { createWatch } from '#tests/support/watch'

const ofCall = { chat_id: 'chat-1', call_id: 'call-1' }

const setUp = () => {
  const server = startFakeServer()
  const page = createTestChat(createFakeBrowser().tab(server.url), 'chat-1')
  const frames = createWatch<UncheckedFrame>()
  const lines = createWatch<'opened' | 'lost'>()
  page.chat.rooms.open('chat-1', '')
  page.chat.start({
    hear: frames.tell,
    lineOpened: () => lines.tell('opened'),
    lineLost: () => lines.tell('lost'),
  })
  return { server, page, frames, lines }
}

test('a frame of calls whose data is wrong, or of an unknown event, is none', () => {
  const wrong = { event: 'call:ended', data: { ...ofCall, reason: 'weather', duration_s: 0 } }

  expect(parseCallFrame(wrong)).toBeNull()
  expect(parseCallFrame({ event: 'call:moved', data: ofCall })).toBeNull()
  expect(parseCallFrame({ event: 'toString', data: ofCall })).toBeNull()
})

test('what the server says of calls is handed on unchecked, and is no event of the chat', () => {
  const text = JSON.stringify({ ns: '/call', event: 'hello', data: { any: 'thing' } })

  expect(parseFrame(text)).toEqual({ kind: 'call', event: 'hello', data: { any: 'thing' } })
  expect(parseFrame(JSON.stringify({ ns: '/call', event: 7 }))).toBeNull()
})

test('before the server greets, nobody is told of a line, and a request comes back without one', async () => {
  const { server, page, lines } = setUp()
  await server.connection()

  expect(await page.chat.callLine.request('join', { chat_id: 'chat-1' })).toEqual({ ok: false, code: 'line' })
  expect(page.chat.callLine.isOpen()).toBe(false)
  expect(lines.all()).toEqual([])
})

test('the line is told once when it opens and once when it is lost', async () => {
  const { server, page, lines } = setUp()
  const connection = await server.connection()
  connection.hello()

  expect(await lines.next()).toBe('opened')
  expect(page.chat.callLine.isOpen()).toBe(true)

  connection.close(1012)
  expect(await lines.next()).toBe('lost')
  page.tab.goOffline()
  expect(lines.rest()).toEqual([])
})

test('a request of calls goes out in its namespace, and frames come in', async () => {
  const { server, page, frames, lines } = setUp()
  const connection = await server.connection()
  connection.hello()
  await lines.next()

  const asked = page.chat.callLine.request('call:decline', ofCall)
  const heard = await connection.heard('call:decline')
  connection.ack(heard, { any: 'thing' })
  connection.say({ ns: '/call', event: 'call:declined', data: ofCall })

  expect(heard).toMatchObject({ ns: '/call', data: ofCall })
  expect(await asked).toEqual({ ok: true, data: { any: 'thing' } })
  expect(parseCallFrame(await frames.next())).toEqual({ event: 'call:declined', data: ofCall })
})

test('the servers of calls are asked for as this side, and are null without an answer', async () => {
  const asked: string[] = []
  const ice = { iceServers: [{ urls: ['stun:stun.example'] }], iceTransportPolicy: 'all', ttl: 600 }
  const answers = [Response.json(ice), new Response(null, { status: 503 })]
  const ask = createAskRoute(async (path) => {
    asked.push(path)
    return answers[asked.length - 1] ?? Response.error()
  })

  expect(await fetchIce(ask, 'admin')).toEqual(ice as never)
  expect(await fetchIce(ask, 'user')).toBeNull()
  expect(asked).toEqual(['/api/ice?as=admin', '/api/ice?as=user'])
})
