import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findInstalled, turnServer } from '#scripts/browsers/browser'

// Also for Playwright's Node: nothing of Bun in here.

export type TurnServer = {
  url: string
  port: number
  secret: string
  /** What it has written so far. */
  logged: () => string
  stop: () => Promise<void>
}

/** `public`: as the README configures it. `loopback`: the same, but that it relays to this machine alone. */
export type TurnPeers = 'public' | 'loopback'

export const isTurnServerInstalled = (): boolean => findInstalled(turnServer) !== undefined

export const hasIPv6 = (): boolean => (networkInterfaces().lo ?? []).some(({ address }) => address === '::1')

/** The settings in the README's first block of code under "TURN", one a line, comments left out. */
export const settingsOf = (readme: string): string[] => {
  const text = readFileSync(join(import.meta.dirname, '../..', readme), 'utf8')
  const [, block = ''] = /^## [^\n]*TURN[^\n]*\n(?:(?!^## )[^\n]*\n)*?```ini\n(.*?)^```/ms.exec(text) ?? []
  return block.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

/** Debian's coturn on a free port of 127.0.0.1; resolves once it answers, rejects with its last words. */
export const startTurnServer = async ({ peers }: { peers: TurnPeers }): Promise<TurnServer> => {
  const command = findInstalled(turnServer)
  if (!command)
    throw new Error(`${turnServer.name} is missing; on Debian: apt install ${turnServer.packages.join(' ')}`)
  const dir = mkdtempSync(join(tmpdir(), 'konusma-turn-'))
  const [port, secret] = [await freePort(), randomBytes(32).toString('hex')]
  const file = join(dir, 'turnserver.conf')
  writeFileSync(file, [...settingsFor(peers), ...ownSettings(dir, port, secret)].join('\n'))
  const server = spawn(command, ['-c', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(server, 'exit')
  let logged = ''
  for (const output of [server.stdout, server.stderr]) output.on('data', (data) => (logged += data))
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await exited
    rmSync(dir, { recursive: true, force: true })
  }
  const tooLate = AbortSignal.timeout(patienceMs)
  const isUp = await answers(port, AbortSignal.any([tooLate, whenGone(server)]))
  if (isUp) return { url: `turn:127.0.0.1:${port}?transport=udp`, port, secret, logged: () => logged, stop }
  await stop()
  throw new Error(`coturn did not start:\n${logged}`)
}

const whenGone = (server: ChildProcess): AbortSignal => {
  const gone = new AbortController()
  server.once('exit', () => gone.abort())
  return gone.signal
}

/** Ports, secret and files are the test's own, and nothing here has a certificate. */
const replaced = /^(listening-port|tls-listening-port|static-auth-secret|cert|pkey|syslog)\b/

const settingsFor = (peers: TurnPeers): string[] => {
  const kept = settingsOf('README.md').filter((line) => !replaced.test(line))
  return peers === 'public' ? kept : [...kept.filter((line) => !/^denied-peer-ip/.test(line)), 'allow-loopback-peers']
}

const ownSettings = (dir: string, port: number, secret: string): string[] => [
  `listening-port=${port}`,
  'listening-ip=127.0.0.1',
  'relay-ip=127.0.0.1',
  ...(hasIPv6() ? ['relay-ip=::1'] : []),
  `static-auth-secret=${secret}`,
  'no-tls',
  'no-dtls',
  'log-file=stdout',
  'simple-log',
  `pidfile=${join(dir, 'pid')}`,
  `userdb=${join(dir, 'turndb')}`,
]

/** Free over TCP as over UDP. */
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

// RFC 8489 section 5: a Binding request, without attributes.
const bindingRequest = (): Buffer => Buffer.concat([Buffer.from('000100002112a442', 'hex'), randomBytes(12)])
const againAfterMs = 50
const patienceMs = 20_000

/** Resolves to whether something answers there before it is too late. */
const answers = async (port: number, tooLate: AbortSignal): Promise<boolean> => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  const asking = setInterval(() => socket.send(bindingRequest(), port, '127.0.0.1'), againAfterMs)
  try {
    await once(socket, 'message', { signal: tooLate })
    return true
  } catch {
    return false
  } finally {
    clearInterval(asking)
    socket.close()
  }
}
