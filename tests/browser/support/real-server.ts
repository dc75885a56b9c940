import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type RealServer = {
  origin: string
  /** The file of its database. */
  database: string
  /** A sign-in code, as the console shows it. */
  code: () => Promise<string>
  /** Ends the process as a power cut would: no good-bye, nothing finished. */
  kill: () => Promise<void>
  /** Starts it again on the same database and port, from another checkout where that is named. */
  start: (checkout?: string) => Promise<void>
  end: () => Promise<void>
}

const bun = process.env.BUN_PATH ?? 'bun'
const root = join(import.meta.dirname, '../../..')

/** The real server in a process of its own, on a database of its own. */
export const startRealServer = async (variables: Record<string, string> = {}, checkout = root): Promise<RealServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'konusma-'))
  const database = join(folder, 'data.sqlite3')
  const codes: string[] = []
  let port = '0'
  let child: ChildProcess | null = null
  let codeCame = (): void => undefined

  const start = async (from = checkout): Promise<void> => {
    child = spawn(bun, ['server/main.ts', 'serve'], {
      cwd: from,
      env: {
        ...process.env,
        PORT: port,
        HOST: '127.0.0.1',
        APP_ENV: 'test',
        DATABASE_URL: `sqlite:///${database}`,
        MAX_NEW_SESSIONS_PER_ADDRESS: '0',
        MAX_SENDS_PER_10S: '0',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    port = new URL(await started(child)).port
  }

  const started = (server: ChildProcess): Promise<string> =>
    new Promise((resolve, reject) => {
      server.once('exit', () => reject(new Error('the server ended')))
      if (server.stdout) createInterface({ input: server.stdout }).on('line', (line) => read(JSON.parse(line), resolve))
    })

  const read = (line: { event: string; url?: string; message?: string }, onStart: (url: string) => void): void => {
    if (line.event === 'started' && line.url) onStart(line.url)
    if (line.event !== 'otp' || !line.message) return
    codes.push(line.message.slice('OTP '.length))
    codeCame()
  }

  const code = async (): Promise<string> => {
    while (codes.length === 0) await new Promise<void>((resolve) => (codeCame = resolve))
    return codes.shift() ?? ''
  }

  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  const end = async (): Promise<void> => {
    await kill()
    await rm(folder, { recursive: true, force: true })
  }

  await start()
  return { origin: `http://127.0.0.1:${port}`, database, code, kill, start, end }
}
