// Written by hand and not with zod: a start waits for these alone, and loading zod for them would be a quarter of it.

/** Makes a variable's value of what was given, undefined where nothing was. Throws a {@link Unusable}. */
type Rule<T> = (given: string | undefined) => T
type Reading<T> = (value: string) => T

/** The message is what the value must be; it never repeats the value. */
export class Unusable extends Error {}

const refuse = (reason: string): never => {
  throw new Unusable(reason)
}

const or =
  <T>(fallback: string, read: Reading<T>): Rule<T> =>
  (given) =>
    read((given ?? fallback).trim())

const optional =
  <T>(read: Reading<T>): Rule<T | undefined> =>
  (given) =>
    given === undefined ? undefined : read(given.trim())

const text: Reading<string> = (value) => value

const upTo =
  (most: number): Reading<string> =>
  (value) =>
    value.length <= most ? value : refuse(`must have at most ${most} characters`)

const matching =
  (pattern: RegExp, reason: string): Reading<string> =>
  (value) =>
    pattern.test(value) ? value : refuse(reason)

const whole = (least: number, most: number): Reading<number> => {
  return (value) => {
    const number = /^[0-9]+$/.test(value) ? Number(value) : Number.NaN
    return number >= least && number <= most ? number : refuse(`must be a whole number from ${least} to ${most}`)
  }
}

const oneOf =
  <Name extends string>(...names: Name[]): Reading<Name> =>
  (value) =>
    names.find((name) => name === value) ?? refuse(`must be one of ${names.join(', ')}`)

const listOf =
  <T>(read: Reading<T>): Reading<T[]> =>
  (value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map(read)

const origin: Reading<string> = (value) => {
  const parsed = URL.parse(value)
  const isOrigin = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`
  return isOrigin ? parsed.origin : refuse('must be an origin such as https://example.com')
}

const url: Reading<string> = (value) =>
  /^https?:$/.test(URL.parse(value)?.protocol ?? '') ? value : refuse('must be an http(s) URL')

/** Written as in a URL: small letters, an IPv6 address in brackets. */
const hostAndPort: Reading<string> = (value) => {
  const [, given = '', port] = /^(\[[\da-f:.]+\]|[^\s:/?#@\\]+)(?::(\d{1,5}))?$/i.exec(value) ?? []
  const host = URL.parse(`https://${given}`)?.hostname ?? ''
  const isUsable = /^(\[.+\]|[a-z\d._-]+)$/.test(host) && (port === undefined || (+port > 0 && +port <= 65535))
  if (!isUsable) return refuse('must be hosts such as push.example.com or 127.0.0.1:8080')
  return port === undefined ? host : `${host}:${Number(port)}`
}

const usualZone = 'Europe/Istanbul'

// To ask takes as long as all else of a start together, so the usual answer is known.
const timeZone: Reading<string> = (value) =>
  value === usualZone || canFormatIn(value) ? value : refuse('must be an IANA time zone')

const canFormatIn = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// SQLAlchemy's form, as the first specification has it: three slashes are relative, four absolute.
const databaseUrl = matching(
  /^sqlite:\/\/(:memory:|\/.+)$/,
  'must be sqlite:///relative, sqlite:////absolute or sqlite://:memory:',
)

// RFC 7064 and 7065. One address that a browser cannot read keeps it from calling by any of them.
const iceUrls = (scheme: 'stun' | 'turn', query = '') => {
  const form = new RegExp(`^${scheme}s?:(?:\\[[\\da-fA-F:.]+\\]|[a-zA-Z\\d._-]+)(?::(\\d{1,5}))?${query}$`)
  return listOf((value) => {
    const [whole, port = '1'] = form.exec(value) ?? []
    return whole && +port > 0 && +port <= 65535 ? value : refuse(`must be ${scheme}: URLs`)
  })
}

/** Every variable, with its default. `.env.example` is held against the keys of this object by a test. */
export const environment = {
  PORT: or('10000', whole(0, 65535)),
  HOST: or('0.0.0.0', text),
  APP_ENV: or('production', oneOf('production', 'development', 'test')),
  SECRET_KEY: optional(text),
  TZ: or(usualZone, timeZone),
  DATABASE_URL: or('sqlite:///./data.sqlite3', databaseUrl),
  MEDIA_DIR: optional(text),
  BACKUP_DIR: optional(text),
  PUBLIC_URL: optional(origin),
  ALLOWED_ORIGINS: or('', listOf(origin)),
  TRUST_PROXY: or('0', whole(0, 16)),
  ADMIN_NAME: or('Admin Muhsin', upTo(60)),
  ADMIN_LANG: or('tr', oneOf('tr', 'en')),
  TELEGRAM_BOT_TOKEN: optional(matching(/^\d+:[\w-]+$/, 'must look like 123456:ABC-def')),
  TELEGRAM_ADMIN_CHAT_ID: optional(matching(/^-?\d+$/, 'must be the number of a chat')),
  TELEGRAM_WEBHOOK_URL: optional(url),
  TELEGRAM_API_ROOT: or('https://api.telegram.org', url),
  STUN_URLS: or('stun:stun.l.google.com:19302', iceUrls('stun')),
  TURN_URLS: or('', iceUrls('turn', '(?:\\?transport=(?:udp|tcp))?')),
  TURN_SECRET: optional(text),
  ICE_TRANSPORT_POLICY: or('all', oneOf('all', 'relay')),
  VAPID_SUBJECT: optional(matching(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must be a mailto: or https: address')),
  PUSH_ALLOWED_HOSTS: or('', listOf(hostAndPort)),
  SERVICE_WORKER: or('on', oneOf('on', 'off')),
  MAX_UPLOAD_MB: or('5', whole(1, 100)),
  MEDIA_QUOTA_MB: or('1024', whole(0, 1_000_000)),
  RING_TIMEOUT_S: or('60', whole(1, 600)),
  CALL_LOST_S: or('30', whole(1, 600)),
  MAX_SOCKETS_PER_ADDRESS: or('200', whole(0, 1_000_000)),
  MAX_NEW_SESSIONS_PER_ADDRESS: or('30', whole(0, 1_000_000)),
  MAX_SENDS_PER_10S: or('30', whole(0, 1_000_000)),
  MAX_FRAMES_PER_S: or('60', whole(0, 1_000_000)),
  LOG_LEVEL: or('info', oneOf('debug', 'info', 'warn', 'error')),
}

export type Environment = { [Name in keyof typeof environment]: ReturnType<(typeof environment)[Name]> }
