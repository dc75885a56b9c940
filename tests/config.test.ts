import { describe, expect, test } from 'bun:test'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError, isTelegramConfigured, readConfig } from '#server/config'
import { environment } from '#server/environment'
import { scratchDir } from '#tests/support/scratch'

const faultOf = (variables: Record<string, string>): string => {
  try {
    readConfig(variables)
    return ''
  } catch (fault) {
    expect(fault).toBeInstanceOf(ConfigError)
    return fault instanceof Error ? fault.message : ''
  }
}

describe('refused', () => {
  test.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '10000.5'],
    ['PORT', '1e3'],
    ['APP_ENV', 'staging'],
    ['SECRET_KEY', 'change-me'],
    ['TZ', 'Europe/Constantinople-on-Sea'],
    ['DATABASE_URL', 'postgres://localhost/konusma'],
    ['DATABASE_URL', 'sqlite:data.sqlite3'],
    ['DATABASE_URL', 'sqlite:///'],
    ['PUBLIC_URL', 'chat.example.com'],
    ['PUBLIC_URL', 'https://example.com/chat'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['PUBLIC_URL', 'https://eda@example.com'],
    ['ALLOWED_ORIGINS', 'https://a.example, null'],
    ['ALLOWED_ORIGINS', '*'],
    ['TRUST_PROXY', 'true'],
    ['ADMIN_NAME', 'a'.repeat(61)],
    ['ADMIN_LANG', 'de'],
    ['TELEGRAM_BOT_TOKEN', 'my token'],
    ['TELEGRAM_ADMIN_CHAT_ID', '@muhsin'],
    ['TELEGRAM_WEBHOOK_URL', 'tg/webhook'],
    ['TELEGRAM_API_ROOT', 'telegram'],
    ['STUN_URLS', 'stun.example.com'],
    ['STUN_URLS', 'stun://stun.example.com'],
    ['STUN_URLS', 'stun:stun.example.com:65536'],
    ['STUN_URLS', 'stun:stun.example.com?transport=udp'],
    ['TURN_URLS', 'turn:a, stun:b'],
    ['TURN_URLS', 'turn:a:0'],
    ['TURN_URLS', 'turn:a?transport=tls'],
    ['TURN_URLS', 'turn:eda@a'],
    ['ICE_TRANSPORT_POLICY', 'none'],
    ['VAPID_SUBJECT', 'muhsin'],
    ['PUSH_ALLOWED_HOSTS', 'https://push.example'],
    ['PUSH_ALLOWED_HOSTS', 'push.example/path'],
    ['PUSH_ALLOWED_HOSTS', 'eda@push.example'],
    ['PUSH_ALLOWED_HOSTS', '*.push.example'],
    ['PUSH_ALLOWED_HOSTS', 'push.example:0'],
    ['PUSH_ALLOWED_HOSTS', 'push.example:65536'],
    ['PUSH_ALLOWED_HOSTS', 'push.example:'],
    ['PUSH_ALLOWED_HOSTS', ':8080'],
    ['PUSH_ALLOWED_HOSTS', '::1'],
    ['PUSH_ALLOWED_HOSTS', '[::1'],
    ['PUSH_ALLOWED_HOSTS', 'push.example, push example'],
    ['MAX_UPLOAD_MB', '0'],
    ['RING_TIMEOUT_S', '0'],
    ['CALL_LOST_S', 'long'],
    ['MAX_SOCKETS_PER_ADDRESS', '-1'],
    ['MAX_NEW_SESSIONS_PER_ADDRESS', '30 a day'],
    ['MAX_SENDS_PER_10S', '1.5'],
    ['MAX_FRAMES_PER_S', '١٢'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is one line that names the variable, and repeats no secret', (name, value) => {
    const fault = faultOf({ [name]: value })

    expect(fault).toContain(name)
    expect(fault).not.toContain('\n')
    if (/KEY|TOKEN/.test(name)) expect(fault).not.toContain(value)
  })

  test('every variable that cannot be used is named at once', () => {
    const fault = faultOf({ PORT: 'x', TZ: 'x', LOG_LEVEL: 'x', MEDIA_DIR_FILE: '/nowhere/at/all' })

    for (const name of ['PORT', 'TZ', 'LOG_LEVEL', 'MEDIA_DIR_FILE']) expect(fault).toContain(name)
    expect(fault).not.toContain('\n')
  })

  test('a file that is not there, or a folder, names its variable', () => {
    expect(faultOf({ SECRET_KEY_FILE: join(scratchDir(), 'none') })).toContain('SECRET_KEY_FILE')
    expect(faultOf({ SECRET_KEY_FILE: scratchDir() })).toContain('SECRET_KEY_FILE')
  })

  test('TURN servers without their secret, and a secret without servers, name what is missing and no secret', () => {
    const fault = faultOf({ TURN_SECRET: 'north-of-the-bridge' })

    expect(faultOf({ TURN_URLS: 'turn:turn.example.com' })).toMatch(/^cannot start: TURN_SECRET [^\n]+$/)
    expect(fault).toMatch(/^cannot start: TURN_URLS [^\n]+$/)
    expect(fault).not.toContain('north')
  })

  test('the example key passes where nothing is at stake', () => {
    expect(faultOf({ SECRET_KEY: 'change-me', APP_ENV: 'development' })).toBe('')
  })
})

test('nothing set at all gives the defaults', () => {
  const config = readConfig({})

  expect(config).toMatchObject({ port: 10000, host: '0.0.0.0', env: 'production', timeZone: 'Europe/Istanbul' })
  expect(config.database).toBe(resolve('data.sqlite3'))
  expect(config.mediaDir).toBe(resolve('media'))
  expect(isTelegramConfigured(config)).toBe(false)
})

test('an empty variable is an unset one, but for STUN_URLS, where empty means none', () => {
  const empty = Object.fromEntries(Object.keys(environment).map((name) => [name, ' ']))
  const { ice, ...others } = readConfig(empty)
  const { ice: unset, ...defaults } = readConfig({})

  expect(others).toEqual(defaults)
  expect([ice.stunUrls, unset.stunUrls]).toEqual([[], ['stun:stun.l.google.com:19302']])
})

test('three slashes are relative to where the server is started, four absolute', () => {
  expect(readConfig({ DATABASE_URL: 'sqlite:///./a/b.sqlite3' }).database).toBe(resolve('a/b.sqlite3'))
  expect(readConfig({ DATABASE_URL: 'sqlite:////var/lib/b.sqlite3' })).toMatchObject({
    database: '/var/lib/b.sqlite3',
    mediaDir: '/var/lib/media',
    backupDir: '/var/lib/backups',
  })
  expect(readConfig({ DATABASE_URL: 'sqlite://:memory:' }).database).toBe(':memory:')
})

test('any variable may come from a file, which wins', () => {
  const file = join(scratchDir(), 'key')
  writeFileSync(file, 'from the file\n')

  expect(readConfig({ SECRET_KEY_FILE: file, SECRET_KEY: 'from the variable' }).secretKey).toBe('from the file')
})

test('the public address is that of Render unless it is given, and an origin in either case', () => {
  const rendered = 'https://konusma.onrender.com'

  expect(readConfig({ RENDER_EXTERNAL_URL: rendered }).publicUrl).toBe(rendered)
  expect(readConfig({ RENDER_EXTERNAL_URL: rendered, PUBLIC_URL: 'https://Chat.Example.com:443/' }).publicUrl).toBe(
    'https://chat.example.com',
  )
})

test('lists are split at commas, blanks and empty items left out', () => {
  const { allowedOrigins } = readConfig({ ALLOWED_ORIGINS: ' https://a.example ,, http://b.example:8080/ ,' })

  expect(allowedOrigins).toEqual(['https://a.example', 'http://b.example:8080'])
})

test('TURN servers are taken by name and address, over UDP, TCP and TLS', () => {
  const urls = ['turn:turn.example.com', 'turn:192.0.2.7:3478?transport=tcp', 'turns:[2001:DB8::7]:443?transport=tcp']

  const { ice } = readConfig({ TURN_URLS: urls.join(','), TURN_SECRET: 'north-of-the-bridge' })

  expect([ice.turnUrls, ice.turnSecret]).toEqual([urls, 'north-of-the-bridge'])
})

test('hosts of push services are kept as a URL writes them, with the port where one is named', () => {
  const { push } = readConfig({ PUSH_ALLOWED_HOSTS: 'Push.Example, 127.0.0.1:08080,[0:0:0:0:0:0:0:1]:443, localhost,' })

  expect(push.allowedHosts).toEqual(['push.example', '127.0.0.1:8080', '[::1]:443', 'localhost'])
})

test('Telegram is configured once it has both a token and a chat', () => {
  const token = { TELEGRAM_BOT_TOKEN: '123456:ABC-def' }

  expect(isTelegramConfigured(readConfig(token))).toBe(false)
  expect(isTelegramConfigured(readConfig({ ...token, TELEGRAM_ADMIN_CHAT_ID: '-1001' }))).toBe(true)
})

describe('.env.example', () => {
  const lines = readFileSync(join(import.meta.dir, '../.env.example'), 'utf8')
    .trimEnd()
    .split('\n')
  const given = lines.filter((line) => !line.startsWith('#')).map((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line))
  const variables = Object.fromEntries(given.map((match) => [match?.[1] ?? '', match?.[2] ?? '']))

  test('lists every variable once and no other, in the order of the code, each under a line that explains it', () => {
    expect(given.map((match) => match?.[1] ?? '')).toEqual(Object.keys(environment))
    for (const [index, line] of lines.entries()) expect(line.startsWith('# ')).toBe(index % 2 === 0)
  })

  test('shows the default of each: copied as it is, it changes nothing', () => {
    expect(readConfig(variables)).toEqual(readConfig({}))
    for (const [name, value] of Object.entries(variables)) {
      if (value !== '') expect(readConfig({ [name]: value })).toEqual(readConfig({}))
      else expect(() => environment[name as keyof typeof environment](undefined)).not.toThrow()
    }
  })

  test('leaves none out that has a default', () => {
    const withDefault = Object.entries(environment).filter(([, read]) => {
      const unset = read(undefined)
      return unset !== undefined && !(Array.isArray(unset) && unset.length === 0)
    })

    expect(withDefault.filter(([name]) => variables[name] === '')).toEqual([])
  })
})
