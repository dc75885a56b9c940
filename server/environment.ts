import * as z from 'zod/mini'

const text = z.string().check(z.trim())
const optionalText = z.optional(text)

const whole = (least: number, most: number, fallback: number) =>
  z.pipe(
    z._default(text, String(fallback)),
    z.pipe(
      z.transform((value: string) => (/^[0-9]+$/.test(value) ? Number(value) : Number.NaN)),
      z.int(`must be a whole number from ${least} to ${most}`).check(z.minimum(least), z.maximum(most)),
    ),
  )

const listOr = (fallback: string) =>
  z.pipe(
    z._default(text, fallback),
    z.transform((value: string) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
  )
const list = listOr('')

const isOrigin = (value: string): boolean => {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

const toOrigin = (value: string): string => URL.parse(value)?.origin ?? value

const origin = text.check(z.refine(isOrigin, 'must be an origin such as https://example.com'), z.overwrite(toOrigin))

const url = text.check(
  z.refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), 'must be an http(s) URL'),
)

const timeZone = text.check(z.refine((value) => canFormatIn(value), 'must be an IANA time zone'))

const canFormatIn = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

// SQLAlchemy's form, as the first specification has it: three slashes are relative, four absolute.
const databaseUrl = text.check(
  z.refine(
    (value) => /^sqlite:\/\/(:memory:|\/.+)$/.test(value),
    'must be sqlite:///relative, sqlite:////absolute or sqlite://:memory:',
  ),
)

const iceUrls = (scheme: 'stun' | 'turn', fallback: string) =>
  z.pipe(
    listOr(fallback),
    z.array(z.string().check(z.regex(new RegExp(`^${scheme}s?:\\S+$`), `must be ${scheme}: URLs`))),
  )

/** Every variable, with its default. `.env.example` is held against the keys of this object by a test. */
export const environment = {
  PORT: whole(0, 65535, 10000),
  HOST: z._default(text.check(z.minLength(1)), '0.0.0.0'),
  APP_ENV: z._default(z.enum(['production', 'development', 'test']), 'production'),
  SECRET_KEY: optionalText,
  TZ: z._default(timeZone, 'Europe/Istanbul'),
  DATABASE_URL: z._default(databaseUrl, 'sqlite:///./data.sqlite3'),
  MEDIA_DIR: optionalText,
  BACKUP_DIR: optionalText,
  PUBLIC_URL: z.optional(origin),
  ALLOWED_ORIGINS: z.pipe(list, z.array(origin)),
  TRUST_PROXY: whole(0, 16, 0),
  ADMIN_NAME: z._default(text.check(z.minLength(1), z.maxLength(60)), 'Admin Muhsin'),
  ADMIN_LANG: z._default(z.enum(['tr', 'en']), 'tr'),
  TELEGRAM_BOT_TOKEN: z.optional(text.check(z.regex(/^\d+:[\w-]+$/, 'must look like 123456:ABC-def'))),
  TELEGRAM_ADMIN_CHAT_ID: z.optional(text.check(z.regex(/^-?\d+$/, 'must be the number of a chat'))),
  TELEGRAM_WEBHOOK_URL: z.optional(url),
  TELEGRAM_API_ROOT: z._default(url, 'https://api.telegram.org'),
  STUN_URLS: iceUrls('stun', 'stun:stun.l.google.com:19302'),
  TURN_URLS: iceUrls('turn', ''),
  TURN_SECRET: optionalText,
  ICE_TRANSPORT_POLICY: z._default(z.enum(['all', 'relay']), 'all'),
  VAPID_SUBJECT: z.optional(
    text.check(z.regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must be a mailto: or https: address')),
  ),
  PUSH_ALLOWED_HOSTS: list,
  MAX_UPLOAD_MB: whole(1, 100, 5),
  RING_TIMEOUT_S: whole(1, 600, 60),
  CALL_LOST_S: whole(1, 600, 30),
  MAX_SOCKETS_PER_ADDRESS: whole(0, 1_000_000, 200),
  MAX_NEW_SESSIONS_PER_ADDRESS: whole(0, 1_000_000, 30),
  MAX_SENDS_PER_10S: whole(0, 1_000_000, 30),
  MAX_FRAMES_PER_S: whole(0, 1_000_000, 60),
  LOG_LEVEL: z._default(z.enum(['debug', 'info', 'warn', 'error']), 'info'),
}
