import { afterEach, beforeEach, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provide } from '#scripts/browsers/provide'

const probe = { name: 'Probe', commands: ['konusma-probe'], packages: ['probe', 'fonts-probe'], download: 'none' }
const path = process.env.PATH

let dir: string

const command = (name: string, body: string): void =>
  writeFileSync(join(dir, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
const aptLog = (): string[] => readFileSync(join(dir, 'apt.log'), 'utf8').trim().split('\n')

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-provide-'))
  process.env.PATH = `${dir}:${path}`
  command('sudo', 'shift; exec "$@"')
  command('apt-get', `echo "$@" >> ${dir}/apt.log; exit 1`)
})
afterEach(() => {
  process.env.PATH = path
  rmSync(dir, { recursive: true })
})

test('where nothing helps the packages are named', async () => {
  await expect(provide(probe)).rejects.toThrow(
    'Probe is needed for the tests; on Debian: apt install probe fonts-probe',
  )
})

test('a stub that does not start is not taken', async () => {
  command('konusma-probe', 'exit 1')
  await expect(provide(probe)).rejects.toThrow('Probe is needed')
  expect(aptLog()).toEqual(['update'])
})

test('what is installed is taken as it is', async () => {
  command('konusma-probe', 'exit 0')
  expect(await provide(probe)).toBe(join(dir, 'konusma-probe'))
  expect(aptLog).toThrow()
})

test('apt brings what is missing', async () => {
  const install = `printf '#!/bin/sh\\nexit 0\\n' > ${dir}/konusma-probe; chmod +x ${dir}/konusma-probe`
  command('apt-get', `echo "$@" >> ${dir}/apt.log; [ "$1" = update ] || { ${install}; }`)
  expect(await provide(probe)).toBe(join(dir, 'konusma-probe'))
  expect(aptLog()).toEqual(['update', 'install -y --no-install-recommends probe fonts-probe'])
})

test('a service that starts with its package is stopped where apt brought it, and let alone where it was there', async () => {
  const relay = { ...probe, service: 'konusma-probe' }
  const install = `printf '#!/bin/sh\\nexit 0\\n' > ${dir}/konusma-probe; chmod +x ${dir}/konusma-probe`
  command('apt-get', `echo "$@" >> ${dir}/apt.log; [ "$1" = update ] || { ${install}; }`)
  command('systemctl', `echo "$@" >> ${dir}/systemctl.log; exit 1`)
  const stopped = () => readFileSync(join(dir, 'systemctl.log'), 'utf8')

  expect(await provide(relay)).toBe(join(dir, 'konusma-probe'))
  expect(stopped()).toBe('disable --now konusma-probe\n')
  expect(await provide(relay)).toBe(join(dir, 'konusma-probe'))
  expect(stopped()).toBe('disable --now konusma-probe\n')
})
