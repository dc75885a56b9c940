import { Database } from 'bun:sqlite'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cookieOf } from '#scripts/bench/clients/konusma'
import type { Job } from './job.ts'
import {
  createFolder,
  freePort,
  inRepository,
  runProcess,
  startProcess,
  stopProcess,
  untilAnswers,
} from './processes.ts'

/** `openFiles`: how many the server may have open. `collects`: it gathers its garbage whenever it is sent SIGUSR2. */
export type Place = { folder: string; port: number; origin: string; openFiles?: number; collects?: boolean }

/** An empty folder and a free port. */
export const createPlace = (): Place => {
  const port = freePort()
  return { folder: createFolder(), port, origin: `http://127.0.0.1:${port}` }
}

export type RunningServer = { pid: number; adminCookie: string; stop: () => Promise<void> }

/** A server to be measured. `countRows`: how many messages its database holds once it has ended; null without one. */
export type Candidate = {
  name: string
  title: string
  dialect: Job['dialect']
  start: (place: Place) => Promise<RunningServer>
  countRows: (place: Place) => number | null
}

const databaseIn = (folder: string): string => join(folder, 'messages.sqlite3')

const countMessages = ({ folder }: Place): number => {
  const database = new Database(databaseIn(folder), { readwrite: true })
  const row = database.query<{ rows: number }, []>('SELECT count(*) AS rows FROM messages').get()
  database.close()
  return row?.rows ?? 0
}

const startAndWait = async (command: string[], place: Place, env: Record<string, string> = {}) => {
  const { folder, origin, openFiles } = place
  const child = startProcess(command, { cwd: folder, env, openFiles })
  await untilAnswers(child, `${origin}/health`, folder)
  return { pid: child.pid, stop: () => stopProcess(child) }
}

const bundledNode = inRepository(`scripts/bench/peers/node_modules/node-linux-${process.arch}/bin/node`)

/** The Node that the peers are installed with, or where none is made for this machine the one on the path. */
export const node = (): string => (existsSync(bundledNode) ? bundledNode : 'node')

const collector = inRepository('scripts/bench/idle/collector.mjs')
const bun = ({ collects }: Place): string[] =>
  collects ? [process.execPath, '--preload', collector] : [process.execPath]
const onNode = ({ collects }: Place): string[] => (collects ? [node(), '--expose-gc', '--import', collector] : [node()])

const peer = (name: string, title: string, commits: 'each' | 'grouped'): Candidate => ({
  name,
  title,
  dialect: 'socketio',
  start: async (place) => {
    const script = inRepository('scripts/bench/peers/server.mjs')
    const server = await startAndWait(
      [...onNode(place), script, String(place.port), databaseIn(place.folder), commits],
      place,
    )
    return { ...server, adminCookie: '' }
  },
  countRows: countMessages,
})

const bareRelay: Candidate = {
  name: 'L',
  title: 'bare Bun WebSocket relay: no checks, no database',
  dialect: 'relay',
  start: async (place) => {
    const script = inRepository('scripts/bench/relay-server.ts')
    return { ...(await startAndWait([...bun(place), script, String(place.port)], place)), adminCookie: '' }
  },
  countRows: () => null,
}

const environmentOf = ({ folder, port }: Place): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  DATABASE_URL: `sqlite:///${databaseIn(folder)}`,
  MAX_SOCKETS_PER_ADDRESS: '0',
  MAX_NEW_SESSIONS_PER_ADDRESS: '0',
  MAX_SENDS_PER_10S: '0',
  MAX_FRAMES_PER_S: '0',
  TELEGRAM_BOT_TOKEN: '1:x',
  TELEGRAM_ADMIN_CHAT_ID: '1',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
})

const signIn = async (place: Place): Promise<string> => {
  const command = [process.execPath, inRepository('server/main.ts'), 'otp']
  const printed = await runProcess(command, { cwd: place.folder, env: environmentOf(place) })
  const otp = /OTP (\d{8})/.exec(printed)?.[1]
  const response = await fetch(`${place.origin}/api/admin/login`, {
    method: 'POST',
    headers: { Origin: place.origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ otp }),
  })
  if (!response.ok) throw new Error(`the admin cannot sign in: ${response.status} ${await response.text()}`)
  return cookieOf(response)
}

/** The server as an operator starts it, with its admin signed in. */
export const startKonusma = async (place: Place, variables: Record<string, string> = {}): Promise<RunningServer> => {
  const command = [...bun(place), inRepository('server/main.ts'), 'serve']
  const server = await startAndWait(command, place, { ...environmentOf(place), ...variables })
  return { ...server, adminCookie: await signIn(place) }
}

const konusma: Candidate = {
  name: 'K',
  title: 'Konuşma: limits at 0, Telegram configured to a dead address (an outbox row with each message)',
  dialect: 'konusma',
  start: (place) => startKonusma(place),
  countRows: countMessages,
}

export const candidates: Candidate[] = [
  peer('N', 'Node + Socket.IO + better-sqlite3: six columns, one index, one commit a message', 'each'),
  peer('Ng', 'the same, one commit for all messages of a turn of the event loop', 'grouped'),
  bareRelay,
  konusma,
]
