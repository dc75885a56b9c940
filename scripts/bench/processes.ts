import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Subprocess } from 'bun'

const root = join(import.meta.dir, '../..')
// In the tree and not in /tmp: a commit must reach the disk that a real database would be on.
const cache = join(root, '.cache/bench')

const running = new Set<Subprocess>()
const folders = new Set<string>()

/** A file of the repository by its path from the top. */
export const inRepository = (path: string): string => join(root, path)

export const createFolder = (): string => {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'run-'))
  folders.add(folder)
  return folder
}

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true })
  folders.delete(folder)
}

type Place = { cwd: string; env?: Record<string, string>; openFiles?: number | undefined }

// Nothing of the caller's environment but this reaches a server: a PORT or a proxy there would change what is measured.
const inherited = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NODE_ENV: 'production',
})

/** Starts a server that writes its output to `server.log` in its folder. */
export const startProcess = (command: string[], { cwd, env = {}, openFiles }: Place): Subprocess => {
  const log = Bun.file(join(cwd, 'server.log'))
  const all = withOpenFiles(command, openFiles)
  return track(Bun.spawn(all, { cwd, env: { ...inherited(), ...env }, stdin: 'ignore', stdout: log, stderr: log }))
}

/** Starts a process that is talked with by its stdin and stdout; its errors come out with those of the bench. */
export const startDialogue = (command: string[], { cwd, openFiles }: Place) => {
  const child = Bun.spawn(withOpenFiles(command, openFiles), {
    cwd,
    env: inherited(),
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  track(child)
  return child
}

const withOpenFiles = (command: string[], openFiles: number | undefined): string[] =>
  openFiles === undefined ? command : ['/bin/sh', '-c', 'ulimit -n "$0" && exec "$@"', String(openFiles), ...command]

/** Runs a command to its end; its output. Throws where it fails. */
export const runProcess = async (command: string[], { cwd, env = {} }: Place): Promise<string> => {
  const child = Bun.spawn(command, {
    cwd,
    env: { ...inherited(), ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  track(child)
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  if (code !== 0) throw new Error(`${command.slice(0, 3).join(' ')} ended with ${code}: ${errors || output}`)
  return output
}

const track = (child: Subprocess): Subprocess => {
  running.add(child)
  void child.exited.then(() => running.delete(child))
  return child
}

const graceMs = 4000

/** Asks a process to end, and ends it where it does not. */
export const stopProcess = async (child: Subprocess): Promise<void> => {
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await child.exited
  clearTimeout(impatience)
}

/** For every way out of the bench: no process and no database stays behind. */
export const cleanUp = (): void => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

export const freePort = (): number => {
  const probe = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const { port } = probe
  void probe.stop(true)
  return port ?? 0
}

const startWithinMs = 15_000

/** Resolves with the first answer of a server that is starting; throws with its output where it ends or never answers. */
export const untilAnswers = async (child: Subprocess, url: string, folder: string): Promise<void> => {
  const deadline = performance.now() + startWithinMs
  while (child.exitCode === null && performance.now() < deadline) {
    const response = await fetch(url).catch(() => null)
    if (response && response.status < 500) return
    await Bun.sleep(20)
  }
  throw new Error(`the server did not answer: ${readFileSync(join(folder, 'server.log'), 'utf8').slice(-2000)}`)
}
