import type { Hash } from '#server/actions/ports'
import type { Config } from './config.ts'
import { keepOnce, readKept } from './kept-file.ts'
import { secureRandom } from './random.ts'

/** The key of all token hashes: as configured, else made once and kept beside the database. */
export const loadSecretKey = (config: Pick<Config, 'secretKey' | 'database'>): string => {
  if (config.secretKey !== null) return config.secretKey
  if (config.database === ':memory:') return secureRandom.token()
  const path = `${config.database}.key`
  return readKept(path) ?? keepOnce(path, secureRandom.token())
}

/** What is stored of a token or code: without the key nobody can test a guess against it. */
export const createHash = (key: string): Hash => {
  return (secret) => new Uint8Array(new Bun.CryptoHasher('sha256', key).update(secret).digest())
}
