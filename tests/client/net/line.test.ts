import { describe, expect, test } from 'bun:test'
import { setUpLine } from '#tests/support/test-line'

describe('before hello', () => {
  test('nothing is sent, and a request says that there is no line', async () => {
    const { server, socket, join, line } = setUpLine()
    socket.start()
    const connection = await server.connection()

    expect(await join()).toEqual({ ok: false, code: 'line' })
    socket.tell('/chat', 'chat:typing', { chat_id: 'chat-1' })
    socket.setVisible(false)

    expect(line.last()).toMatchObject({ phase: 'connecting' })
    connection.hello()
    expect(await connection.heard()).toEqual({ event: 'visible', data: { visible: false } })
    expect(connection.unheard()).toEqual([])
  })

  test('a server that does not greet is given up after ten seconds', async () => {
    const { server, socket, clock, line } = setUpLine()
    socket.start()
    const connection = await server.connection()

    clock.advance(10_000)

    expect(line.last()).toMatchObject({ phase: 'waiting', retryAt: clock.now() + 750 })
    await connection.closed
  })

  test('a page that is too old for the server ends and is told so', async () => {
    const { server, socket, ends, clock } = setUpLine()
    socket.start()
    const connection = await server.connection()

    connection.hello({ min_client: 99 })

    expect(await ends.next()).toBe('outdated')
    expect(clock.waiting()).toBe(0)
  })
})

describe('a page that is hidden when it connects', () => {
  test('says so by its address, and that it is shown by a frame', async () => {
    const { socket, open } = setUpLine()
    socket.setVisible(false)
    socket.start()
    const connection = await open()

    expect(connection.address).toBe('/ws?hidden=1')
    socket.setVisible(true)
    expect(await connection.heard()).toEqual({ event: 'visible', data: { visible: true } })
    expect(connection.unheard()).toEqual([])
  })

  test('and is shown before the server greets says that, too', async () => {
    const { server, socket } = setUpLine()
    socket.setVisible(false)
    socket.start()
    const connection = await server.connection()
    socket.setVisible(true)
    connection.hello()

    expect(await connection.heard()).toEqual({ event: 'visible', data: { visible: true } })
  })

  test('counts as visible at its next connect, once it is shown', async () => {
    const { socket, server, line, start } = setUpLine()
    const first = await start()
    socket.setVisible(false)
    await first.heard('visible')
    first.close(1012)
    await line.until(({ phase }) => phase === 'waiting')
    socket.setVisible(true)
    const second = await server.connection()

    expect([first.address, second.address]).toEqual(['/ws', '/ws'])
  })
})

describe('requests', () => {
  test('an ack gives its data to the one who asked', async () => {
    const { start, socket, join } = setUpLine()
    const connection = await start()

    const first = join()
    const second = socket.request('/chat', 'chat:read', { chat_id: 'chat-1', id: 7 })
    const [join1, read] = [await connection.heard(), await connection.heard()]
    connection.ack(read)
    connection.ack(join1, { rev: 3 })

    expect(join1).toEqual({ ns: '/chat', event: 'join', data: { chat_id: 'chat-1' }, id: expect.any(Number) })
    expect(await first).toEqual({ ok: true, data: { rev: 3 } })
    expect(await second).toEqual({ ok: true, data: undefined })
  })

  test('a refusal keeps its code and its patience', async () => {
    const { start, join } = setUpLine()
    const connection = await start()

    const asked = join()
    connection.refuse(await connection.heard('join'), 'rate_limited', 1500)

    expect(await asked).toEqual({ ok: false, code: 'rate_limited', retryAfterMs: 1500 })
  })

  test('what is not answered in ten seconds is a time-out, and the line is looked at', async () => {
    const { start, join, clock } = setUpLine()
    const connection = await start()

    const asked = join()
    clock.advance(10_000)

    expect(await asked).toEqual({ ok: false, code: 'timeout' })
    await connection.heard('ping')
  })

  test('a line that is lost settles what waits', async () => {
    const { start, join } = setUpLine()
    const connection = await start()

    const asked = join()
    await connection.heard('join')
    connection.close(1012)

    expect(await asked).toEqual({ ok: false, code: 'line' })
  })
})

describe('frames', () => {
  test('what is unknown, broken or wrong is passed over', async () => {
    const { start, frames } = setUpLine()
    const connection = await start()
    await frames.next()

    connection.say({ ns: '/chat', event: 'chat:future', data: {} })
    connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 3 } })
    connection.say({ nothing: true })
    connection.say({ ack: 999, ok: true })
    connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })

    expect(await frames.next()).toMatchObject({ event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })
    expect(frames.rest()).toEqual([])
  })
})
