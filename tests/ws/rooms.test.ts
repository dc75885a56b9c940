import { describe, expect, test } from 'bun:test'
import { type Person, startTestServer } from '#tests/support/test-server'
import type { TestSocket } from '#tests/support/test-socket'

const server = await startTestServer({ MAX_NEW_SESSIONS_PER_ADDRESS: '0', MAX_SENDS_PER_10S: '0' })
const admin = await server.admin()
const send = (socket: TestSocket, chatId: string, client_id: string, more: object = {}) =>
  socket.request('/chat', 'send', { chat_id: chatId, client_id, type: 'text', text: 'merhaba', ...more })
const codeOf = (answer: Record<string, unknown>) => (answer as { error?: { code: string } }).error?.code
const deeds = (person: Pick<Person, 'chatId'>): [string, object][] => [
  ['send', { chat_id: person.chatId, client_id: 'a-message-of-mine', type: 'text', text: 'merhaba' }],
  ['chat:typing', { chat_id: person.chatId }],
  ['chat:read', { chat_id: person.chatId, id: 1 }],
]

describe('refused', () => {
  test("every deed in somebody else's conversation is forbidden, before and after joining one's own", async () => {
    const [eda, ali] = [await server.visitor('Eda'), await server.visitor('Ali')]
    const socket = await server.socket(eda.cookie)
    for (let round = 0; round < 2; round++) {
      for (const [event, data] of [
        ['join', { chat_id: ali.chatId }] as const,
        ...deeds(ali),
        ...deeds({ chatId: 'unheard-of' }),
      ])
        expect(codeOf(await socket.request('/chat', event, data))).toBe('forbidden')
      await socket.request('/chat', 'join', { chat_id: eda.chatId })
    }
    expect(socket.frames.filter((frame) => JSON.stringify(frame).includes(ali.chatId))).toEqual([])
  })

  test('every deed in a room that was not joined is not_joined', async () => {
    const eda = await server.visitor('Eda')
    const [socket, desk] = [await server.socket(eda.cookie), await server.socket(admin, 'admin')]

    for (const [event, data] of deeds(eda)) {
      expect(codeOf(await socket.request('/chat', event, data))).toBe('not_joined')
      expect(codeOf(await desk.request('/chat', event, data))).toBe('not_joined')
    }
  })

  test('to the admin a conversation that is not there is not found', async () => {
    const desk = await server.socket(admin, 'admin')

    expect(codeOf(await desk.request('/chat', 'join', { chat_id: 'unheard-of' }))).toBe('not_found')
  })

  test('a medium that nobody sent is not found, and a reply to nothing is a bad request', async () => {
    const eda = await server.visitor('Eda')
    const socket = await server.joined(eda.cookie, eda.chatId)

    expect(codeOf(await send(socket, eda.chatId, 'with-a-picture', { type: 'image', fileRef: 'unheard-of' }))).toBe(
      'not_found',
    )
    expect(codeOf(await send(socket, eda.chatId, 'with-a-reply', { reply_to: 999_999 }))).toBe('bad_request')
  })

  test.each([
    ['of blanks', ' \n'],
    ['of 4,001 letters', 'ş'.repeat(4001)],
    ['with U+0000', 'a\0b'],
    ['with a lone surrogate', '\ud800'],
    ['that is a number', 5],
    ['that is null', null],
    ['that is an object', { html: '<b>' }],
  ])('a text %s stores nothing', async (_, text) => {
    const eda = await server.visitor('Eda')
    const socket = await server.joined(eda.cookie, eda.chatId)

    expect(codeOf(await send(socket, eda.chatId, 'a-bad-message', { text }))).toBe('bad_request')
    expect((await send(socket, eda.chatId, 'a-bad-message')).data.message.rev).toBe(1)
  })

  test('a second message under the same client_id is id_conflict, and says nothing of when to try again', async () => {
    const eda = await server.visitor('Eda')
    const socket = await server.joined(eda.cookie, eda.chatId)
    await send(socket, eda.chatId, 'first-message')

    expect((await send(socket, eda.chatId, 'first-message', { text: 'başka' })).error).toEqual({
      code: 'id_conflict',
      message: expect.any(String),
    })
  })
})

test('the session decides who speaks, whatever the frame says', async () => {
  const eda = await server.visitor('Eda')
  const socket = await server.joined(eda.cookie, eda.chatId)
  const { data } = await send(socket, eda.chatId, 'as-the-admin', {
    role: 'admin',
    from: 'admin',
    id: 1,
    rev: 99,
    via: 'telegram',
    time: 'yesterday',
    created_at: '2000-01-01',
  })

  expect(data.message).toMatchObject({ role: 'user', rev: 1, via: 'web' })
  expect(Date.parse(data.message.created_at)).toBeGreaterThan(Date.now() - 10_000)
})

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{7*7}} <%= 7*7 %>',
  '\u202Eab',
  "'; DROP TABLE messages; --",
  '👩\u200D🚀'.repeat(1000),
])('the text %p arrives as it was sent', async (text) => {
  const eda = await server.visitor('Eda')
  const desk = await server.joined(admin, eda.chatId, 'admin')
  const socket = await server.joined(eda.cookie, eda.chatId)
  await send(socket, eda.chatId, 'a-message-of-mine', { text })

  expect((await desk.event('chat:message')).data.text).toBe(text)
  desk.close()
})

test('a join is acked with where the conversation stands, then comes its history, then who read and who is there', async () => {
  const eda = await server.visitor('Eda')
  const desk = await server.joined(admin, eda.chatId, 'admin')
  await send(desk, eda.chatId, 'first-message')
  const socket = await server.socket(eda.cookie)
  await socket.event('hello')
  const ack = await socket.request('/chat', 'join', { chat_id: eda.chatId, name: 'Eda', since: 0, epoch: 'another' })
  await socket.settled()

  expect(ack.data).toEqual({ chat_id: eda.chatId, cid: eda.cid, rev: 1, epoch: expect.any(String) })
  expect(socket.frames.slice(1, -1).map((frame) => frame.event ?? 'ack')).toEqual([
    'ack',
    'chat:history',
    'chat:read',
    'chat:presence',
  ])
  expect(socket.events('chat:history')[0]).toEqual({
    ns: '/chat',
    event: 'chat:history',
    data: {
      chat_id: eda.chatId,
      epoch: ack.data.epoch,
      mode: 'full',
      messages: [expect.objectContaining({ rev: 1 })],
      rev: 1,
      has_more: false,
    },
  })
  expect(socket.events('chat:presence')[0]?.data).toMatchObject({ role: 'admin', online: true })
  desk.close()
})

test('who comes back with since gets what is missing, and who comes from another epoch gets everything', async () => {
  const eda = await server.visitor('Eda')
  const first = await server.joined(eda.cookie, eda.chatId)
  for (let n = 0; n < 3; n++) await send(first, eda.chatId, `message-${n}`)
  const { epoch } = first.events('chat:history')[0]?.data ?? {}

  const history = async (data: object) => {
    const socket = await server.socket(eda.cookie)
    await socket.request('/chat', 'join', { chat_id: eda.chatId, ...data })
    const { mode, messages } = (await socket.event('chat:history')).data
    return [mode, messages.map((message: { rev: number }) => message.rev)]
  }

  expect(await history({ since: 1, epoch })).toEqual(['delta', [2, 3]])
  expect(await history({ since: 3, epoch })).toEqual(['delta', []])
  expect(await history({ since: 4, epoch })).toEqual(['full', [1, 2, 3]])
  expect(await history({ since: 1, epoch: 'another' })).toEqual(['full', [1, 2, 3]])
  expect(await history({ since: 1 })).toEqual(['full', [1, 2, 3]])
  expect(await history({ since: null, epoch: null })).toEqual(['full', [1, 2, 3]])
})

test('a socket that joins twice is in the room once', async () => {
  const eda = await server.visitor('Eda')
  const [phone, laptop] = [await server.joined(eda.cookie, eda.chatId), await server.joined(eda.cookie, eda.chatId)]
  await phone.request('/chat', 'join', { chat_id: eda.chatId })
  await send(laptop, eda.chatId, 'first-message')
  await phone.settled()

  expect(phone.events('chat:message')).toHaveLength(1)
})

test('what is sent right behind the join, without waiting for it, finds the room open', async () => {
  const eda = await server.visitor('Eda')
  const socket = await server.socket(eda.cookie)
  const answers = Promise.all([
    socket.request('/chat', 'join', { chat_id: eda.chatId }),
    send(socket, eda.chatId, 'in-a-hurry'),
    send(socket, eda.chatId, 'in-a-hurry-too'),
  ])

  expect((await answers).map((answer) => answer.ok)).toEqual([true, true, true])
})

test('a socket that has gone leaves nothing behind that frames would be sent to', async () => {
  const quiet = await startTestServer()
  const eda = await quiet.visitor('Eda')
  for (let n = 0; n < 20; n++) {
    const socket = await quiet.socket(eda.cookie)
    socket.say({ ns: '/chat', event: 'join', data: { chat_id: eda.chatId } })
    socket.close()
    await socket.closed
  }
  const desk = await quiet.joined(await quiet.admin(), eda.chatId, 'admin')
  await send(desk, eda.chatId, 'into-an-empty-room')

  expect(await (await quiet.ask('GET', '/metrics')).text()).toMatch(/role="user"} 0[\s\S]*role="admin"} 1/)
})
