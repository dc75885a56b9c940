import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Environment, environment, Unusable } from './environment.ts'

const memory = ':memory:'

const databasePath = (value: string): string =>
  value === `sqlite://${memory}` ? memory : resolve(value.slice('sqlite:///'.length))

type Variables = Record<string, string | undefined>

/** A variable that cannot be used; the message is one line that names every such variable. */
export class ConfigError extends Error {}

/** Reads the environment, `<NAME>_FILE` included. Throws a {@link ConfigError} that names every fault at once. */
export const readConfig = (variables: Variables) => {
  const given = gather(variables)
  const { values, faults } = readAll(given.values)
  const all = [...given.faults, ...faults, ...(values ? crossFaults(values) : [])]
  if (!values || all.length > 0) throw new ConfigError(`cannot start: ${all.join('; ')}`)
  return Object.freeze(toConfig(values))
}

export type Config = ReturnType<typeof readConfig>

const gather = (variables: Variables) => {
  const values: Record<string, string> = {}
  const faults: string[] = []
  for (const name of Object.keys(environment)) {
    const value = readVariable(name, variables, faults)
    // An empty variable is an unset one, but for STUN_URLS, where empty means none.
    if (value !== undefined && (value.trim() !== '' || name === 'STUN_URLS')) values[name] = value
  }
  const rendered = variables.RENDER_EXTERNAL_URL?.trim()
  if (values.PUBLIC_URL === undefined && rendered) values.PUBLIC_URL = rendered
  return { values, faults }
}

const readVariable = (name: string, variables: Variables, faults: string[]): string | undefined => {
  const file = variables[`${name}_FILE`]
  if (!file) return variables[name]
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    faults.push(`${name}_FILE cannot be read`)
    return undefined
  }
}

const readAll = (given: Record<string, string>): { values: Environment | null; faults: string[] } => {
  const faults: string[] = []
  const values = Object.entries(environment).map(([name, read]) => {
    try {
      return [name, read(given[name])]
    } catch (fault) {
      if (!(fault instanceof Unusable)) throw fault
      faults.push(`${name} ${fault.message}`)
      return [name, undefined]
    }
  })
  return { values: faults.length === 0 ? Object.fromEntries(values) : null, faults }
}

const crossFaults = (values: Environment): string[] => {
  const faults: string[] = []
  if (values.APP_ENV === 'production' && values.SECRET_KEY === 'change-me')
    faults.push('SECRET_KEY must not be the example value in production')
  const [hasTurn, hasSecret] = [values.TURN_URLS.length > 0, values.TURN_SECRET !== undefined]
  if (hasTurn && !hasSecret) faults.push('TURN_SECRET must be set where TURN_URLS is')
  if (hasSecret && !hasTurn) faults.push('TURN_URLS must be set where TURN_SECRET is')
  return faults
}

const toConfig = (values: Environment) => {
  const database = databasePath(values.DATABASE_URL)
  const beside = database === memory ? resolve('.') : dirname(database)
  return {
    port: values.PORT,
    host: values.HOST,
    env: values.APP_ENV,
    secretKey: values.SECRET_KEY ?? null,
    timeZone: values.TZ,
    database,
    /** Null where they are to be gone with a database that is in memory. */
    mediaDir:
      values.MEDIA_DIR === undefined && database === memory ? null : resolve(values.MEDIA_DIR ?? join(beside, 'media')),
    backupDir: resolve(values.BACKUP_DIR ?? join(beside, 'backups')),
    publicUrl: values.PUBLIC_URL ?? null,
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustProxy: values.TRUST_PROXY,
    adminName: values.ADMIN_NAME,
    adminLang: values.ADMIN_LANG,
    telegram: {
      botToken: values.TELEGRAM_BOT_TOKEN ?? null,
      adminChatId: values.TELEGRAM_ADMIN_CHAT_ID ?? null,
      webhookUrl: values.TELEGRAM_WEBHOOK_URL ?? null,
      apiRoot: values.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
    },
    ice: {
      stunUrls: values.STUN_URLS,
      turnUrls: values.TURN_URLS,
      turnSecret: values.TURN_SECRET ?? null,
      transportPolicy: values.ICE_TRANSPORT_POLICY,
    },
    push: { subject: values.VAPID_SUBJECT ?? null, allowedHosts: values.PUSH_ALLOWED_HOSTS },
    serviceWorker: values.SERVICE_WORKER === 'on',
    maxUploadBytes: values.MAX_UPLOAD_MB * 2 ** 20,
    mediaQuotaBytes: values.MEDIA_QUOTA_MB * 2 ** 20,
    ringTimeoutMs: values.RING_TIMEOUT_S * 1000,
    callLostMs: values.CALL_LOST_S * 1000,
    limits: {
      socketsPerAddress: values.MAX_SOCKETS_PER_ADDRESS,
      newSessionsPerAddress: values.MAX_NEW_SESSIONS_PER_ADDRESS,
      sendsPer10s: values.MAX_SENDS_PER_10S,
      framesPerSecond: values.MAX_FRAMES_PER_S,
    },
    logLevel: values.LOG_LEVEL,
  }
}

export const isTelegramConfigured = (config: Config): boolean =>
  config.telegram.botToken !== null && config.telegram.adminChatId !== null
