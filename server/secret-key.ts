import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import type { Hash } from '#server/actions/ports'
import type { Config } from './config.ts'
import { secureRandom } from './random.ts'

/** The key of all token hashes: as configured, else made once and kept beside the database. */
export const loadSecretKey = (config: Pick<Config, 'secretKey' | 'database'>): string => {
  if (config.secretKey !== null) return config.secretKey
  if (config.database === ':memory:') return secureRandom.token()
  const path = `${config.database}.key`
  return readKey(path) ?? keepKey(path)
}

const readKey = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim() || null
  } catch (fault) {
    if (isMissing(fault)) return null
    throw fault
  }
}

const isMissing = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'

// Written whole and synced under another name, then linked: of two processes that start at once one key stays.
const keepKey = (path: string): string => {
  const draft = `${path}.${process.pid}`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, secureRandom.token())
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, path)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
  } finally {
    rmSync(draft, { force: true })
  }
  const kept = readKey(path)
  if (kept === null) throw new Error(`${path} cannot be read`)
  return kept
}

/** What is stored of a token or code: without the key nobody can test a guess against it. */
export const createHash = (key: string): Hash => {
  return (secret) => new Uint8Array(new Bun.CryptoHasher('sha256', key).update(secret).digest())
}
