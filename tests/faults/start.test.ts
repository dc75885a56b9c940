import { Database } from 'bun:sqlite'
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { scratchDatabase } from '#tests/support/scratch'
import { runMain, startServerProcess } from '#tests/support/server-process'
import { cookieOf } from '#tests/support/test-server'

const expectOneLine = ({ code, stdout, stderr }: Awaited<ReturnType<typeof runMain>>, line: RegExp): void => {
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(line)
  expect(stderr.trimEnd()).not.toContain('\n')
}

describe('a start ends with exit 1 and one line', () => {
  test('on a file that is not ours, which stays as it is with nothing beside it', async () => {
    const { dir, path, url } = scratchDatabase()
    const other = new Database(path)
    other.run('CREATE TABLE a (b)')
    other.close()
    const bytes = readFileSync(path)

    expectOneLine(await runMain(['serve'], { DATABASE_URL: url }), /is not a database of this program/)
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(readdirSync(dir)).toEqual(['data.sqlite3'])
  })

  test('beside a server that is running, which goes on', async () => {
    const { url } = scratchDatabase()
    const first = await startServerProcess({ DATABASE_URL: url })

    expectOneLine(await runMain(['serve'], { DATABASE_URL: url, PORT: '0' }), /another server is running on/)
    expect((await first.ask('GET', '/health')).status).toBe(200)
  })

  test('on a port that is taken', async () => {
    const taken = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('') })
    const port = String(taken.port)
    const ended = await runMain(['serve'], { DATABASE_URL: scratchDatabase().url, PORT: port })
    await taken.stop(true)

    expectOneLine(ended, new RegExp(port))
  })

  test('with variables that cannot be used, or a folder that cannot be made', async () => {
    const starts: [Record<string, string>, RegExp][] = [
      [{ PORT: 'x', TZ: 'y' }, /PORT .*TZ /],
      [{ SECRET_KEY: 'change-me' }, /SECRET_KEY/],
      [{ SECRET_KEY_FILE: '/nowhere/at/all' }, /SECRET_KEY_FILE/],
      [{ DATABASE_URL: 'sqlite:////proc/nowhere/data.sqlite3' }, /.+/],
    ]
    await Promise.all(starts.map(async ([variables, line]) => expectOneLine(await runMain(['serve'], variables), line)))
  })
})

test('a code of the console opens the running server, which knows nothing of it and keeps what it holds', async () => {
  const { url, open } = scratchDatabase()
  const server = await startServerProcess({ DATABASE_URL: url })
  const eda = await server.visitor()
  const page = await server.joined(eda.cookie, eda.chatId)
  const send = (n: number) =>
    page.request('/chat', 'send', { chat_id: eda.chatId, client_id: `message-${n}`, type: 'text', text: 'x' })
  await send(1)
  const [{ stdout, code }] = await Promise.all([runMain(['otp'], { DATABASE_URL: url }), send(2)])
  await send(3)
  const otp = /^OTP (\d{8})\n$/.exec(stdout)?.[1]

  const signedIn = await server.ask('POST', '/api/admin/login', { otp })
  expect([code, signedIn.status]).toEqual([0, 200])
  expect(server.logged.join('')).not.toContain(otp ?? '-')
  const { chats } = await (
    await server.ask('GET', '/api/admin/chats', undefined, { Cookie: cookieOf(signedIn) })
  ).json()
  expect(chats[0]).toMatchObject({ unread: 3, last_message: { rev: 3 } })

  server.kill('SIGKILL')
  await server.exited
  const again = await startServerProcess({ DATABASE_URL: url })
  const after = await (await again.ask('GET', '/api/admin/chats', undefined, { Cookie: cookieOf(signedIn) })).json()
  expect(after.chats[0]).toEqual({ ...chats[0], online: false })
  again.kill('SIGTERM')
  expect(await again.exited).toBe(0)
  expect(open().query('SELECT rev, unread FROM chat_sessions').values()).toEqual([[3, 3]])
})

describe('commands', () => {
  test('that are none are one line on stderr and exit 2', async () => {
    const wrong = [['sing'], ['serve', 'loudly'], ['--version'], ['help', 'me'], ['toString'], ['']]
    const ended = await Promise.all(wrong.map((args) => runMain(args)))

    for (const { code, stdout, stderr } of ended) {
      expect([code, stdout, stderr.trimEnd().includes('\n')]).toEqual([2, '', false])
      expect(stderr).toContain('konusma help')
    }
  })

  test('version and help print what they are asked for', async () => {
    const [version, help] = [await runMain(['version']), await runMain(['help'])]

    expect([version.code, help.code]).toEqual([0, 0])
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(help.stdout).toContain('otp')
  })

  test('health asks the server on this machine, on whatever address it listens, and its exit code is the answer', async () => {
    for (const HOST of ['127.0.0.1', '::1']) {
      const server = await startServerProcess({ DATABASE_URL: scratchDatabase().url, HOST }).catch(() => null)
      if (!server) continue
      const { port } = new URL(server.origin)
      const well = await runMain(['health'], { HOST, PORT: port })
      expect([well.code, JSON.parse(well.stdout).ok]).toEqual([0, true])
      server.kill('SIGTERM')
      await server.exited
      expect((await runMain(['health'], { HOST, PORT: port })).code).toBe(1)
    }
  })
})

test('the key and the database are readable by their owner alone', async () => {
  const { dir, url } = scratchDatabase()
  await startServerProcess({ DATABASE_URL: url })
  const { stdout } = Bun.spawnSync(['stat', '-c', '%a', ...readdirSync(dir).map((name) => `${dir}/${name}`)])

  expect(new Set(stdout.toString().trim().split('\n'))).toEqual(new Set(['600']))
})

test('a key that was made once is kept: cookies outlive a restart', async () => {
  const { url, path } = scratchDatabase()
  writeFileSync(`${path}.key.99999`, 'half of a key')
  const first = await startServerProcess({ DATABASE_URL: url })
  const eda = await first.visitor()
  first.kill('SIGTERM')
  await first.exited
  const second = await startServerProcess({ DATABASE_URL: url })

  expect((await second.ask('GET', '/api/session', undefined, { Cookie: eda.cookie })).status).toBe(200)
})
