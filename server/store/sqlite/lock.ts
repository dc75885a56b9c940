import { Database } from 'bun:sqlite'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { isOurDatabase } from './header.ts'
import { StartFault } from './start-fault.ts'

/**
 * Keeps a second server off the same database. The lock is SQLite's own on an empty file beside it: the kernel lets go
 * of it when the process ends, however it ends, so nothing stale can ever be left behind. A file that is not ours is
 * refused before anything is made beside it.
 */
export const lockDatabase = (path: string): (() => void) => {
  isOurDatabase(path)
  mkdirSync(dirname(path), { recursive: true })
  const lock = new Database(`${path}.lock`, { create: true, readwrite: true })
  try {
    lock.run('PRAGMA busy_timeout = 0')
    lock.run('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    throw new StartFault(`another server is running on ${path}`, { cause })
  }
  return () => lock.close()
}
