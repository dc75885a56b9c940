import { readConfig } from '#server/config'
import { createLog } from '#server/log'
import { type RunningServer, startServer } from '#server/server'
import { afterwards } from './cleanup.ts'
import { connect, type TestSocket } from './test-socket.ts'

/** A browser as the server knows it: an origin and the cookies that it was given. */
export type Person = { cookie: string; chatId: string; cid: string }

export type TestServer = RunningServer & {
  origin: string
  logged: string[]
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>
  visitor: (name?: string) => Promise<Person>
  /** Signs the admin in by a code of the console; resolves to the cookie. At most three times a server. */
  admin: () => Promise<string>
  socket: (cookie: string, as?: 'admin') => Promise<TestSocket>
  /** A socket that is in the conversation's room and has its history. */
  joined: (cookie: string, chatId: string, as?: 'admin') => Promise<TestSocket>
}

type Overrides = Omit<NonNullable<Parameters<typeof startServer>[1]>, 'log'>

/** The real server on a free port, its database in memory unless said otherwise; stopped after the test or its file. */
export const startTestServer = async (
  variables: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<TestServer> => {
  const logged: string[] = []
  const write = (line: string) => void logged.push(line)
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    APP_ENV: 'test',
    DATABASE_URL: 'sqlite://:memory:',
    ...variables,
  })
  const server = await startServer(config, { log: createLog('debug', write, write), files: new Map(), ...overrides })
  let stopping: Promise<void> | null = null
  const stop = (): Promise<void> => {
    stopping ??= server.stop()
    return stopping
  }
  const origin = server.url.replace('localhost', '127.0.0.1')
  const { closeAll, ...browser } = createBrowser(origin, () => lastCode(logged))
  afterwards(async () => {
    // A good-bye to open sockets takes its time.
    await closeAll()
    await stop()
  })
  return { ...server, stop, logged, ...browser }
}

export const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''

const lastCode = (logged: readonly string[]): string | undefined =>
  logged.findLast((line) => line.includes('OTP '))?.match(/OTP (\d{8})/)?.[1]

/** What a browser does with the server at `origin`, wherever it runs. */
export const createBrowser = (origin: string, readCode: () => string | undefined) => {
  const sockets: TestSocket[] = []

  const ask: TestServer['ask'] = (method, path, body, headers = {}) =>
    fetch(origin + path, {
      method,
      headers: { Origin: origin, ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    })

  const visitor: TestServer['visitor'] = async (name = 'Eda') => {
    const response = await ask('POST', '/api/session', { name })
    const { chat_id, cid } = await response.json()
    return { cookie: cookieOf(response), chatId: chat_id, cid }
  }

  const admin = async (): Promise<string> => {
    const { challenge_id } = await (await ask('POST', '/api/admin/otp')).json()
    return cookieOf(await ask('POST', '/api/admin/login', { challenge_id, otp: readCode() }))
  }

  const socket: TestServer['socket'] = async (cookie, as) => {
    const path = `/ws${as ? `?as=${as}` : ''}`
    const opened = await connect(origin.replace('http', 'ws') + path, { Origin: origin, Cookie: cookie })
    sockets.push(opened)
    return opened
  }

  const closeAll = async (): Promise<void> => {
    for (const opened of sockets) opened.close()
    await Promise.all(sockets.map(({ closed }) => closed))
  }

  const joined: TestServer['joined'] = async (cookie, chatId, as) => {
    const opened = await socket(cookie, as)
    await opened.request('/chat', 'join', { chat_id: chatId })
    await opened.event('chat:history')
    return opened
  }

  return { origin, ask, visitor, admin, socket, joined, closeAll }
}
