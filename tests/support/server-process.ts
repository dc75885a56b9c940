import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildClient } from '#scripts/build'
import { afterwards } from './cleanup.ts'
import { createBrowser, type TestServer } from './test-server.ts'

const root = join(import.meta.dir, '../..')

type Variables = Record<string, string>

/** How the program is started, and in which folder. */
export type Program = { command: string[]; cwd: string }

const inCheckout: Program = { command: [process.execPath, '--no-env-file', join(root, 'server/main.ts')], cwd: root }

/** The program with these arguments and no environment but this. */
const spawnMain = (args: string[], variables: Variables, { command, cwd } = inCheckout) =>
  Bun.spawn([...command, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', HOST: '127.0.0.1', ...variables },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })

/** Runs one command to its end. */
export const runMain = async (args: string[], variables: Variables = {}) => {
  const child = spawnMain(args, variables)
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  return { stdout, stderr, code }
}

export type ServerProcess = Omit<TestServer, 'url' | 'routes' | 'stop' | 'logged'> & {
  pid: number
  /** The lines of stdout and stderr so far. */
  logged: string[]
  kill: (signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT') => void
  /** Resolves with the exit code, or with the signal that ended it. */
  exited: Promise<number | string>
}

/** The real server in a process of its own; killed after the test at the latest. */
export const startServerProcess = async (variables: Variables, program = inCheckout): Promise<ServerProcess> => {
  if (!existsSync(join(root, 'dist/public/manifest.json'))) await buildClient()
  const child = spawnMain(['serve'], { PORT: '0', ...variables }, program)
  const exited = child.exited.then(() => child.signalCode ?? child.exitCode ?? 0)
  const kill = (signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): void => child.kill(signal)
  afterwards(async () => {
    kill('SIGKILL')
    await exited
  })
  const logged: string[] = []
  const started = Promise.withResolvers<string>()
  const look = (line: string): void => {
    logged.push(line)
    if (line.includes('"started"')) started.resolve(JSON.parse(line).url)
  }
  void readLines(child.stdout, look)
  void readLines(child.stderr, look)
  void exited.then((code) => started.reject(new Error(`the server ended with ${code}: ${logged.join(' ')}`)))
  const origin = (await started.promise).replace('localhost', '127.0.0.1')
  const { closeAll: _, ...browser } = createBrowser(
    origin,
    () => /OTP (\d{8})/.exec(logged.findLast((line) => line.includes('OTP ')) ?? '')?.[1],
  )
  return { ...browser, pid: child.pid, logged, kill, exited }
}

const readLines = async (stream: ReadableStream<Uint8Array>, look: (line: string) => void): Promise<void> => {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) look(line)
  }
}
