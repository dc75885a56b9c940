import { describe, expect, test } from 'bun:test'
import { setUpLine } from '#tests/support/test-line'

describe('a line that is lost', () => {
  test('comes back by itself, later and later, and counts from the start after a healthy while', async () => {
    const { start, open, server, clock, line } = setUpLine({ random: 1 })
    const first = await start()
    server.refuseWith(503)

    first.close(1001)
    const waits: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      const { retryAt } = await line.until(({ phase }) => phase === 'waiting')
      waits.push((retryAt ?? 0) - clock.now())
      if (attempt === 7) server.refuseWith(0)
      clock.advance(waits.at(-1) ?? 0)
      await line.until(({ phase }) => phase === 'connecting')
    }
    const second = await open()
    clock.advance(10_000)
    second.close(1001)

    expect(waits).toEqual([1000, 1500, 2500, 4500, 8500, 16_500, 20_000, 20_000])
    const { retryAt } = await line.until(({ phase }) => phase === 'waiting')
    expect(retryAt).toBe(clock.now() + 1000)
  })

  test('is known to be down since the moment of the loss', async () => {
    const { start, clock, line } = setUpLine()
    const connection = await start()
    expect(line.last()).toEqual({ phase: 'open', offline: false, retryAt: null, downSince: null })

    connection.close(1012)
    const { downSince } = await line.until(({ phase }) => phase === 'waiting')
    clock.advance(750)

    expect(downSince).toBe(clock.now() - 750)
    expect(line.last()).toMatchObject({ phase: 'connecting', downSince })
  })

  test('asks for the reason when it cannot connect, and ends when the session is gone', async () => {
    const { server, socket, ends, clock } = setUpLine({ isGone: true })
    server.refuseWith(401)

    socket.start()

    expect(await ends.next()).toBe('gone')
    expect(clock.waiting()).toBe(0)
  })

  test('goes on trying when the session lives', async () => {
    const { server, socket, line, ends, timesAsked } = setUpLine()
    server.refuseWith(502)

    socket.start()

    await line.until(({ phase }) => phase === 'waiting')
    expect(timesAsked()).toBe(1)
    expect(ends.rest()).toEqual([])
  })

  test.each([
    [4001, 'gone'],
    [4009, 'elsewhere'],
  ] as const)('close code %i ends it as %s', async (code, reason) => {
    const { start, ends, clock, line } = setUpLine()
    const connection = await start()

    connection.close(code)

    expect(await ends.next()).toBe(reason)
    expect(line.last()).toMatchObject({ phase: 'waiting', retryAt: null })
    expect(clock.waiting()).toBe(0)
  })

  test('after flooding it waits long, whatever hurries it', async () => {
    const { start, socket, clock, line } = setUpLine()
    const connection = await start()

    connection.close(4029)
    const { retryAt } = await line.until(({ phase }) => phase === 'waiting')
    socket.retryNow()
    socket.setOnline(true)

    expect(retryAt).toBe(clock.now() + 30_000)
    expect(line.last()).toMatchObject({ phase: 'waiting' })
  })

  test('does not come back after it was stopped', async () => {
    const { start, socket, clock } = setUpLine()
    const connection = await start()

    socket.stop()

    await connection.closed
    expect(clock.waiting()).toBe(0)
  })
})

describe('a planned restart', () => {
  test('shows no error while everybody comes back at another moment', async () => {
    const { start, open, clock, line } = setUpLine()
    const connection = await start()

    connection.say({ event: 'goaway', data: { spread_ms: 4000 } })
    connection.close(1012)
    const waiting = await line.until(({ phase }) => phase === 'waiting')
    clock.advance(2000)
    await open()

    expect(waiting).toMatchObject({ downSince: null, retryAt: clock.now() })
    expect(
      line
        .all()
        .map(({ downSince }) => downSince)
        .slice(2),
    ).toEqual([null, null, null])
  })

  test('leaves by itself when the server does not close', async () => {
    const { start, clock, line, server, frames } = setUpLine()
    const connection = await start()
    await frames.next()

    connection.say({ event: 'goaway', data: { spread_ms: 4000 } })
    connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })
    await frames.next()
    clock.advance(2000)

    expect(line.last()).toMatchObject({ phase: 'connecting', downSince: null })
    await server.connection()
  })

  test('is an error after all when the server stays away', async () => {
    const { start, server, clock, line } = setUpLine()
    const connection = await start()

    connection.say({ event: 'goaway', data: { spread_ms: 1000 } })
    connection.close(1012)
    await line.until(({ phase }) => phase === 'waiting')
    server.refuseWith(503)
    clock.advance(500)
    await line.until(({ phase }) => phase === 'waiting')
    clock.advance(6000)

    expect(line.last().downSince).not.toBeNull()
  })
})

describe('a dead line', () => {
  test('is found within 35 seconds although nobody closed it', async () => {
    const { start, clock, line } = setUpLine()
    const connection = await start()

    clock.advance(20_000)
    await connection.heard('ping')
    clock.advance(8_000)

    expect(line.last()).toMatchObject({ phase: 'waiting' })
  })

  test('is not suspected while it answers', async () => {
    const { start, clock, line, frames } = setUpLine()
    const connection = await start()
    await frames.next()

    for (let round = 0; round < 5; round++) {
      clock.advance(20_000)
      connection.ack(await connection.heard('ping'))
      connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })
      await frames.next()
    }

    expect(line.last()).toMatchObject({ phase: 'open' })
  })

  test('gets no more time by being asked again', async () => {
    const { start, socket, clock, line } = setUpLine()
    await start()
    for (let second = 0; second < 4; second++) {
      socket.setVisible(false)
      socket.setVisible(true)
      clock.advance(1000)
    }

    await line.until(({ phase }) => phase === 'waiting')
  })

  test('is found in four seconds by a page that comes into view', async () => {
    const { start, socket, clock, line } = setUpLine()
    const connection = await start()
    socket.setVisible(false)

    socket.setVisible(true)
    await connection.heard('ping')
    clock.advance(4_000)

    expect(line.last()).toMatchObject({ phase: 'waiting' })
  })
})

describe('the network of the device', () => {
  test('takes the line down at once when it goes, for sockets freeze silently', async () => {
    const { start, socket, line, clock } = setUpLine()
    await start()

    socket.setOnline(false)

    expect(line.last()).toMatchObject({ phase: 'waiting', offline: true, downSince: clock.now() })
  })

  test('brings it back at once when it comes', async () => {
    const { start, socket, open, line } = setUpLine()
    await start()
    socket.setOnline(false)

    socket.setOnline(true)

    expect(line.last()).toMatchObject({ phase: 'connecting', offline: false })
    await open()
  })

  test('is not believed when the line opens without it', async () => {
    const { start, socket, clock, open, line } = setUpLine()
    await start()
    socket.setOnline(false)

    clock.advance(750)
    await open()

    expect(line.last()).toMatchObject({ phase: 'open', offline: false })
  })
})

describe('the page in view', () => {
  test('says each change and tries at once when it is seen again', async () => {
    const { start, socket, line, open } = setUpLine()
    const connection = await start()
    socket.setVisible(false)
    expect(await connection.heard('visible')).toMatchObject({ data: { visible: false } })
    connection.close(1012)
    await line.until(({ phase }) => phase === 'waiting')

    socket.setVisible(true)

    expect(line.last()).toMatchObject({ phase: 'connecting' })
    await open()
  })
})
