import { describe, expect, test } from 'bun:test'
import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { openRaw } from '#tests/support/raw-socket'
import { scratchDatabase } from '#tests/support/scratch'
import { startServerProcess } from '#tests/support/server-process'

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('ends the server within three seconds, whoever holds a socket or half a request, and leaves one whole file', async () => {
    const { url, open, dir } = scratchDatabase()
    const server = await startServerProcess({ DATABASE_URL: url, MAX_FRAMES_PER_S: '0' })
    const { hostname, port } = new URL(server.origin)
    const eda = await server.visitor()
    const desk = await server.joined(await server.admin(), eda.chatId, 'admin')
    const page = await server.joined(eda.cookie, eda.chatId)
    const deaf = await openRaw(server.origin, eda.cookie)
    deaf.tcp.pause()
    const half = connect(Number(port), hostname, () =>
      half.write('POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{'),
    )
    half.on('error', () => undefined)
    await page.request('/chat', 'send', {
      chat_id: eda.chatId,
      client_id: 'first-message',
      type: 'text',
      text: 'merhaba',
    })

    const startedAt = performance.now()
    server.kill(signal)
    await Promise.all([page.event('goaway'), desk.event('goaway')])
    expect([await page.closed, await desk.closed]).toEqual([1012, 1012])
    expect(await server.exited).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(3000)
    half.destroy()
    deaf.tcp.destroy()

    expect(readdirSync(dir).filter((name) => name.endsWith('-wal') && statSync(join(dir, name)).size > 0)).toEqual([])
    expect(open().query('SELECT text FROM messages').values()).toEqual([['merhaba']])
    expect(JSON.parse(server.logged.at(-1) ?? '')).toMatchObject({ level: 'info', event: 'stopped' })
  })
})

test('an idle server is gone at once', async () => {
  const server = await startServerProcess({ DATABASE_URL: scratchDatabase().url })
  const startedAt = performance.now()
  server.kill('SIGTERM')

  expect(await server.exited).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test('a second signal is patient too', async () => {
  const server = await startServerProcess({ DATABASE_URL: scratchDatabase().url })
  const { cookie } = await server.visitor()
  const page = await server.socket(cookie)
  server.kill('SIGTERM')
  await page.event('goaway')
  server.kill('SIGTERM')

  expect(await page.closed).toBe(1012)
  expect(await server.exited).toBe(0)
})
