import { describe, expect, test } from 'bun:test'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import type { Frame, TestSocket } from '#tests/support/test-socket'

let sent = 0

const send = async (socket: TestSocket, chatId: string, text = 'merhaba', reply_to?: number): Promise<Frame> => {
  const data = { chat_id: chatId, client_id: `message-${++sent}`, type: 'text', text, ...(reply_to && { reply_to }) }
  return (await socket.request('/chat', 'send', data)).data?.message
}
const edit = (socket: TestSocket, chatId: string, id: number, text: unknown = 'günaydın') =>
  socket.request('/chat', 'chat:edit', { chat_id: chatId, id, text })
const react = (socket: TestSocket, chatId: string, id: number, emoji: unknown = '👍') =>
  socket.request('/chat', 'chat:react', { chat_id: chatId, id, emoji })

const talk = async (server: TestServer) => {
  const eda = await server.visitor()
  const cookie = await server.admin()
  const visitor = await server.joined(eda.cookie, eda.chatId)
  const admin = await server.joined(cookie, eda.chatId, 'admin')
  return { eda, cookie, chatId: eda.chatId, visitor, admin }
}

describe('an edit is refused', () => {
  test('of a message of the other side', async () => {
    const { visitor, admin, chatId } = await talk(await startTestServer())
    const { id } = await send(admin, chatId)

    expect((await edit(visitor, chatId, id)).error.code).toBe('forbidden')
  })

  test('once the message is older than 15 minutes', async () => {
    let now = Date.now()
    const { visitor, chatId } = await talk(await startTestServer({}, { clock: () => now }))
    const { id } = await send(visitor, chatId)
    now += 15 * 60_000
    expect((await edit(visitor, chatId, id, 'gerade noch')).ok).toBe(true)
    now += 1

    expect((await edit(visitor, chatId, id)).error.code).toBe('forbidden')
  })

  test('of an unknown message, one of another conversation, and one that is deleted', async () => {
    const server = await startTestServer()
    const { visitor, chatId, cookie } = await talk(server)
    const other = await server.visitor('Ali')
    const theirs = await send(await server.joined(other.cookie, other.chatId), other.chatId)
    const mine = await send(visitor, chatId)
    await server.ask('DELETE', `/api/admin/chats/${chatId}/messages`, { ids: [mine.id] }, { Cookie: cookie })

    for (const id of [999, theirs.id, mine.id]) expect((await edit(visitor, chatId, id)).error.code).toBe('not_found')
  })

  test('in a room that is not joined, and first of all in somebody else’s', async () => {
    const server = await startTestServer()
    const { eda, chatId } = await talk(server)
    const other = await server.visitor('Ali')
    const socket = await server.socket(eda.cookie)

    expect((await edit(socket, chatId, 1)).error.code).toBe('not_joined')
    expect((await edit(socket, other.chatId, 1)).error.code).toBe('forbidden')
  })

  test('where the text is none', async () => {
    const { visitor, chatId } = await talk(await startTestServer())
    const { id } = await send(visitor, chatId)

    for (const text of ['', '  ', 'x'.repeat(4001), 'a\0b', '\ud800', null, 7])
      expect((await edit(visitor, chatId, id, text)).error.code).toBe('bad_request')
  })
})

test('a reaction is one emoji, and nothing else', async () => {
  const { visitor, chatId } = await talk(await startTestServer())
  const { id } = await send(visitor, chatId)

  for (const emoji of ['', 'a', '1', 'ok', '👍👍', '👍 ', '<b>', 7, '\ud83d', '👍'.repeat(40)])
    expect((await react(visitor, chatId, id, emoji)).error.code).toBe('bad_request')
  for (const emoji of ['👍', '❤️', '❤', '🇹🇷', '👨‍👩‍👧', '👍🏽', '1️⃣'])
    expect((await react(visitor, chatId, id, emoji)).data.message.reactions).toEqual({ user: emoji })
})

test('a reply to a stranger’s message is refused', async () => {
  const server = await startTestServer()
  const { visitor, chatId } = await talk(server)
  const other = await server.visitor('Ali')
  const theirs = await send(await server.joined(other.cookie, other.chatId), other.chatId)

  const reply = { chat_id: chatId, client_id: 'a-reply-to-it', type: 'text', text: 'x', reply_to: theirs.id }
  expect((await visitor.request('/chat', 'send', reply)).error.code).toBe('bad_request')
})

test('sends, edits and reactions of a visitor are limited together; what changes nothing is not counted', async () => {
  const { visitor, chatId } = await talk(await startTestServer({ MAX_SENDS_PER_10S: '3' }))
  const { id } = await send(visitor, chatId)
  await edit(visitor, chatId, id, 'bir')
  for (let n = 0; n < 5; n++) expect((await edit(visitor, chatId, id, 'bir')).ok).toBe(true)
  await react(visitor, chatId, id)

  const refused = await react(visitor, chatId, id, '❤️')
  expect(refused.error).toMatchObject({ code: 'rate_limited', retry_after_ms: expect.any(Number) })
})

test('a visitor who is blocked can write, edit and react no more, but a retry is acked and reading stays', async () => {
  const server = await startTestServer()
  const { visitor, admin, chatId, cookie } = await talk(server)
  const data = { chat_id: chatId, client_id: 'before-the-block', type: 'text', text: 'merhaba' }
  const { id } = (await visitor.request('/chat', 'send', data)).data.message
  await server.ask('PATCH', `/api/admin/chats/${chatId}`, { blocked: true }, { Cookie: cookie })

  expect((await visitor.request('/chat', 'send', { ...data, client_id: 'after-the-block' })).error.code).toBe(
    'forbidden',
  )
  expect((await edit(visitor, chatId, id)).error.code).toBe('forbidden')
  expect((await react(visitor, chatId, id)).error.code).toBe('forbidden')
  expect((await visitor.request('/chat', 'send', data)).data.message.id).toBe(id)
  expect((await send(admin, chatId, 'iyi günler')).id).toBeGreaterThan(id)

  await server.ask('PATCH', `/api/admin/chats/${chatId}`, { blocked: false }, { Cookie: cookie })
  expect((await edit(visitor, chatId, id)).ok).toBe(true)
})

describe('a change', () => {
  test('is acked to its sender and told to everybody else in the room', async () => {
    const server = await startTestServer()
    const { eda, visitor, admin, chatId } = await talk(server)
    const laptop = await server.joined(eda.cookie, chatId)
    const { id } = await send(visitor, chatId)
    const ack = await edit(visitor, chatId, id)
    await react(admin, chatId, id, '🙏')
    await Promise.all([visitor, admin, laptop].map((socket) => socket.settled()))

    expect(ack.data.message).toMatchObject({ id, rev: 2, text: 'günaydın', edited_at: expect.any(String) })
    const edited = { chat_id: chatId, messages: [ack.data.message], rev: 2 }
    expect(admin.events('chat:updated').map(({ data }) => data)).toEqual([edited])
    expect(laptop.events('chat:updated').map(({ data }) => data.rev)).toEqual([2, 3])
    expect(visitor.events('chat:updated').map(({ data }) => data.messages[0].reactions)).toEqual([{ admin: '🙏' }])
  })

  test('to what it is already takes no rev and tells nobody', async () => {
    const { visitor, admin, chatId } = await talk(await startTestServer())
    const { id } = await send(visitor, chatId, 'günaydın')

    expect((await edit(visitor, chatId, id, ' günaydın ')).data.message.rev).toBe(1)
    expect((await react(visitor, chatId, id, null)).data.message.rev).toBe(1)
    await admin.settled()
    expect(admin.events('chat:updated')).toEqual([])
  })

  test('of the newest message changes the row in the list', async () => {
    const { visitor, admin, chatId } = await talk(await startTestServer())
    const { id } = await send(visitor, chatId)
    await edit(visitor, chatId, id)

    const row = await admin.until(
      ({ event, data }) => event === 'thread:updated' && data.last_message?.text === 'günaydın',
    )
    expect(row.data.last_message.edited_at).not.toBeNull()
  })

  test('comes with the next join, and a retry of the message gets it as it is now', async () => {
    const server = await startTestServer()
    const { eda, visitor, chatId } = await talk(server)
    const data = { chat_id: chatId, client_id: 'edited-later', type: 'text', text: 'merhaba' }
    const { id } = (await visitor.request('/chat', 'send', data)).data.message
    await edit(visitor, chatId, id)
    const epoch = (await visitor.event('hello')).data.epoch

    const again = await server.socket(eda.cookie)
    await again.request('/chat', 'join', { chat_id: chatId, since: 1, epoch })
    const history = await again.event('chat:history')
    expect(history.data).toMatchObject({ mode: 'delta', rev: 2, messages: [{ id, text: 'günaydın', rev: 2 }] })
    expect((await visitor.request('/chat', 'send', data)).data.message.text).toBe('günaydın')
  })

  test('keeps the order of revs on every socket, whatever both sides do at once', async () => {
    const { visitor, admin, chatId } = await talk(
      await startTestServer({ MAX_SENDS_PER_10S: '0', MAX_FRAMES_PER_S: '0' }),
    )
    const [mine, theirs] = [await send(visitor, chatId), await send(admin, chatId)]
    const acts = Array.from({ length: 40 }, (_, n) => [
      send(visitor, chatId, `v${n}`),
      edit(admin, chatId, theirs.id, `edit ${n}`),
      react(visitor, chatId, theirs.id, n % 2 ? '👍' : null),
      edit(visitor, chatId, mine.id, `mine ${n}`),
      send(admin, chatId, `a${n}`),
    ]).flat()
    await Promise.all(acts)
    await Promise.all([visitor.settled(), admin.settled()])

    for (const socket of [visitor, admin]) expectRising(socket)
  })
})

const revOf = ({ ack, event, data }: Frame): number | undefined => {
  if (ack !== undefined) return data?.message?.rev
  return event === 'chat:message' || event === 'chat:updated' ? data.rev : undefined
}

const expectRising = (socket: TestSocket): void => {
  const revs = socket.frames.map(revOf).filter((rev) => rev !== undefined)
  // An act that changed nothing is answered with a rev that was told before.
  const news = revs.filter((rev, at) => !revs.slice(0, at).includes(rev))
  expect(news).toEqual(Array.from({ length: news.length }, (_, at) => at + 1))
}
