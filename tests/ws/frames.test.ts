import { describe, expect, test } from 'bun:test'
import { closeCodeAt, openRaw } from '#tests/support/raw-socket'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer({ MAX_NEW_SESSIONS_PER_ADDRESS: '0' })
const open = async () => {
  const { cookie, chatId } = await server.visitor()
  return { chatId, socket: await server.joined(cookie, chatId) }
}

describe('a frame that cannot be read is answered by bad_frame, and the socket stays open:', () => {
  test.each([
    ['no JSON', 'merhaba'],
    ['nothing', ''],
    ['half of it', '{"event":"ping"'],
    ['a number', '7'],
    ['null', 'null'],
    ['a string', '"ping"'],
    ['an array', '[{"event":"ping","id":1}]'],
    ['an object without an event', '{"id":1}'],
    ['an event that is no string', '{"event":{"a":1},"id":1}'],
    ['nesting without end', '['.repeat(60_000)],
    ['an event in the prototype', '{"__proto__":{"event":"ping"},"id":1}'],
    ['bytes', Uint8Array.of(1, 2, 3)],
    ['JSON as bytes', Buffer.from('{"event":"ping","id":1}')],
  ])('%s', async (_, frame) => {
    const { socket } = await open()
    socket.say(frame)
    const error = await socket.event('error')

    expect(error).toEqual({ event: 'error', data: { code: 'bad_frame', message: expect.any(String) } })
    expect(await socket.request(null, 'ping')).toMatchObject({ ok: true })
    expect(socket.frames.filter((frame) => frame.ack !== undefined)).toHaveLength(2)
  })
})

test('twenty bad frames in a minute close the socket with 1008, nineteen do not', async () => {
  const { socket } = await open()
  for (let n = 0; n < 19; n++) socket.say('x')
  await socket.settled()
  expect(socket.events('error')).toHaveLength(19)

  socket.say('x')
  expect(await socket.closed).toBe(1008)
})

test('a frame of more than 64 KiB closes the socket with 1009, one of 64 KiB does not', async () => {
  const { socket } = await open()
  const frame = (bytes: number) => `{"event":"ping","id":9,"data":"${'a'.repeat(bytes - 33)}"}`
  expect(frame(65_536)).toHaveLength(65_536)
  socket.say(frame(65_536))
  await socket.until((answer) => answer.ack === 9)

  socket.say(frame(65_537))
  expect(await socket.closed).toBe(1009)
})

test('the close of an oversize frame says 1009 on the wire', async () => {
  const { cookie } = await server.visitor()
  const raw = await openRaw(server.origin, cookie)
  raw.send('text', 'x'.repeat(70_000))
  await raw.gone

  expect(closeCodeAt(raw.received(), 'Received too big message')).toBe(1009)
})

describe('an event is refused with bad_request', () => {
  test.each([
    ['unknown', null, 'pong'],
    ['of the prototype', null, 'constructor'],
    ['of a namespace that is not there', '/nowhere', 'join'],
    ['of calls, in the wrong namespace', '/call', 'send'],
    ['unknown in the chat', '/chat', 'chat:edited'],
    ['of the prototype in the chat', '/chat', 'toString'],
    ['of the server itself', '/chat', 'chat:message'],
    ['without its namespace', null, 'send'],
    ['with a namespace that is none', 7 as never, 'join'],
    ['with another case', '/chat', 'Join'],
  ])('that is %s', async (_, ns, event) => {
    const { socket, chatId } = await open()
    const answer = await socket.request(ns, event, { chat_id: chatId })

    expect(answer).toEqual({
      ack: expect.any(Number),
      ok: false,
      error: { code: 'bad_request', message: expect.any(String) },
    })
  })

  test.each([
    [undefined],
    [null],
    [7],
    ['c'],
    [[]],
    [{}],
    [{ chat_id: 7 }],
    [{ chat_id: ['c'] }],
    [{ chat_id: 'a'.repeat(65) }],
  ])('whose data is %j', async (data) => {
    const { socket } = await open()
    for (const event of ['join', 'send', 'chat:typing', 'chat:read'])
      expect((await socket.request('/chat', event, data)).error.code).toBe('bad_request')
    expect((await socket.request(null, 'visible', data)).error.code).toBe('bad_request')
  })

  test('by an error event, where it has no id', async () => {
    const { socket, chatId } = await open()
    socket.say({ ns: '/chat', event: 'nothing', data: { chat_id: chatId } })

    expect(await socket.event('error')).toMatchObject({ event: 'error', data: { code: 'bad_request' } })
  })

  test.each([[0], [-1], [1.5], ['1'], [null], [true], [[1]], [1e300]])(
    'by an error event, where its id is %j',
    async (id) => {
      const { socket } = await open()
      socket.say({ event: 'ping', id })

      expect((await socket.event('error')).data.code).toBe('bad_request')
      await socket.settled()
      expect(socket.frames.filter((frame) => frame.ack === id)).toEqual([])
    },
  )
})

test('with an id there is exactly one answer, without one none', async () => {
  const { socket, chatId } = await open()
  socket.say({ event: 'ping', id: 71 })
  socket.say({ event: 'ping' })
  socket.say({ event: 'visible', data: { visible: false }, id: 72 })
  socket.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: chatId }, id: 73 })
  socket.say({
    ns: '/chat',
    event: 'send',
    data: { chat_id: chatId, client_id: 'no-answer-please', type: 'text', text: 'merhaba' },
  })
  socket.say({
    ns: '/chat',
    event: 'send',
    data: { chat_id: chatId, client_id: 'with-an-answer', type: 'text', text: 'merhaba' },
    id: 74,
  })
  await socket.until((frame) => frame.ack === 74)

  const answers = socket.frames.filter((frame) => frame.ack > 70)
  expect(answers.map((frame) => [frame.ack, frame.ok])).toEqual([
    [71, true],
    [72, true],
    [73, true],
    [74, true],
  ])
  expect(answers.at(-1)?.data.message.rev).toBe(2)
  expect(socket.events('error')).toEqual([])
})

test('no bad frame of this file was a fault of the server', () => {
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
