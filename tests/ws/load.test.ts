import { expect, test } from 'bun:test'
import { startTestServer } from '#tests/support/test-server'
import type { Frame, TestSocket } from '#tests/support/test-socket'

/** The `rev` of everything that carries one, in the order in which it came. */
const revsOf = (socket: TestSocket, chatId: string): number[] =>
  socket.frames.flatMap((frame: Frame) => {
    if (frame.event === 'chat:history') return frame.data.chat_id === chatId ? [frame.data.rev] : []
    const message = frame.event === 'chat:message' ? frame.data : frame.data?.message
    return message?.chat_id === chatId ? [message.rev] : []
  })

const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, n) => n)

test('under load from both sides every socket gets each rev once and in order, its own acks included', async () => {
  const server = await startTestServer({ MAX_SENDS_PER_10S: '0', MAX_FRAMES_PER_S: '0' })
  const people = [await server.visitor('Eda'), await server.visitor('Ali')]
  const admin = await server.admin()
  const desks = [await server.socket(admin, 'admin'), await server.socket(admin, 'admin')]
  const rooms = await Promise.all(
    people.map(async ({ cookie, chatId }) => {
      for (const desk of desks) await desk.request('/chat', 'join', { chat_id: chatId })
      const own = [
        await server.joined(cookie, chatId),
        await server.joined(cookie, chatId),
        await server.joined(cookie, chatId),
      ]
      return { chatId, sockets: [...own, ...desks] }
    }),
  )
  const each = 60
  const total = 5 * each

  const acks = await Promise.all(
    rooms.flatMap(({ chatId, sockets }) =>
      sockets.map(async (socket, who) => {
        for (let n = 0; n < each; n++) {
          const sent = socket.request('/chat', 'send', {
            chat_id: chatId,
            client_id: `message-${who}-${n}`,
            type: 'text',
            text: `${n}`,
          })
          if (n % 7 === 0) expect((await sent).ok).toBe(true)
        }
        return socket
      }),
    ),
  )
  for (const { chatId, sockets } of rooms)
    for (const socket of sockets) await socket.until(() => revsOf(socket, chatId).length === total + 1)

  expect(acks).toHaveLength(10)
  for (const { chatId, sockets } of rooms)
    for (const socket of sockets) expect(revsOf(socket, chatId)).toEqual(upTo(total))
})

test('a retry that comes in the same turn as newer messages is acked in its place', async () => {
  const server = await startTestServer({ MAX_SENDS_PER_10S: '0' })
  const eda = await server.visitor('Eda')
  const [one, two, three] = [
    await server.joined(eda.cookie, eda.chatId),
    await server.joined(eda.cookie, eda.chatId),
    await server.joined(eda.cookie, eda.chatId),
  ]
  const send = (socket: TestSocket, client_id: string) =>
    socket.request('/chat', 'send', { chat_id: eda.chatId, client_id, type: 'text', text: client_id })

  for (let round = 0; round < 20; round++)
    await Promise.all([send(one, `message-${round}`), send(two, `message-${round}`), send(three, `another-${round}`)])
  for (const socket of [one, two, three]) await socket.settled()

  for (const socket of [one, two, three]) {
    const revs = revsOf(socket, eda.chatId)
    expect(revs).toEqual(revs.toSorted((a, b) => a - b))
  }
})

test('who joins in the middle of it gets history and then every rev after it, with no hole and no double', async () => {
  const server = await startTestServer({ MAX_SENDS_PER_10S: '0', MAX_FRAMES_PER_S: '0' })
  const eda = await server.visitor('Eda')
  const writer = await server.joined(eda.cookie, eda.chatId)
  const sends = Array.from({ length: 400 }, (_, n) => async () => {
    await writer.request('/chat', 'send', {
      chat_id: eda.chatId,
      client_id: `message-${n}`,
      type: 'text',
      text: `${n}`,
    })
  })
  const writing = (async () => {
    for (let n = 0; n < sends.length; n += 5) await Promise.all(sends.slice(n, n + 5).map((send) => send()))
  })()
  const late: TestSocket[] = []
  for (let n = 0; n < 12; n++) late.push(await server.joined(eda.cookie, eda.chatId))
  await writing

  for (const socket of late) {
    const from = socket.events('chat:history')[0]?.data.rev
    await socket.until(() => revsOf(socket, eda.chatId).length === 400 - from + 1)
    expect(revsOf(socket, eda.chatId)).toEqual(upTo(400).slice(from))
  }
  expect(new Set(late.map((socket) => socket.events('chat:history')[0]?.data.rev)).size).toBeGreaterThan(2)
})
