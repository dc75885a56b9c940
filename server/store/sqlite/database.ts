import { Database } from 'bun:sqlite'
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { applicationId, isOurDatabase, refuseNewer } from './header.ts'
import { migrations } from './migrations.ts'
import { StartFault } from './start-fault.ts'

const memory = ':memory:'
const quickCheckBelowBytes = 64 * 2 ** 20

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'trusted_schema = OFF',
  // What is deleted or written over leaves no letter behind in the file.
  'secure_delete = ON',
  'temp_store = MEMORY',
  'cache_size = -65536',
  // A checkpoint is two syncs and many page writes on the thread that serves: 22 MiB of log make it rare, and stay
  // small enough to be written over again and again, which costs a sync less than a log that grows.
  'wal_autocheckpoint = 5500',
  'journal_size_limit = 67108864',
]

/** What must read back as it was set: a build of SQLite may ignore a pragma without a word. */
const expected = { synchronous: 2, foreign_keys: 1, trusted_schema: 0, secure_delete: 1 } as const

/**
 * Opens the database at `path`, or makes it; `seed` writes what a new one begins with. Throws a {@link StartFault} where it
 * cannot be used.
 */
export const openDatabase = (path: string, seed?: (database: Database) => void): Database => {
  if (path === memory) return prepare(new Database(memory, { strict: true }), path)
  mkdirSync(dirname(path), { recursive: true })
  if (!isOurDatabase(path)) createDatabase(path, seed)
  const database = new Database(path, { readwrite: true, create: false, strict: true })
  try {
    return prepare(database, path)
  } catch (fault) {
    database.close()
    throw fault
  }
}

// Made whole under another name, synced once and then renamed: a start that is killed leaves no half database behind.
const createDatabase = (path: string, seed?: (database: Database) => void): void => {
  const draft = `${path}.new`
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(draft + suffix, { force: true })
  const database = new Database(draft, { create: true, readwrite: true, strict: true })
  for (const pragma of ['synchronous = OFF', 'journal_mode = WAL']) database.run(`PRAGMA ${pragma}`)
  migrate(database)
  seed?.(database)
  database.close()
  syncFile(draft)
  // The log of a database that is gone would be played back into the new one.
  for (const suffix of ['-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  renameSync(draft, path)
}

const syncFile = (path: string): void => {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const prepare = (database: Database, path: string): Database => {
  try {
    for (const pragma of pragmas) database.run(`PRAGMA ${pragma}`)
    refuseNewer(path, Number(read(database, 'user_version')))
    refuseDamaged(database, path)
    verifyPragmas(database, path)
    migrate(database)
  } catch (fault) {
    if (fault instanceof StartFault) throw fault
    throw new StartFault(`${path} cannot be opened: ${fault instanceof Error ? fault.message : fault}`, {
      cause: fault,
    })
  }
  return database
}

const read = (database: Database, pragma: string): unknown =>
  Object.values(database.query<Record<string, unknown>, []>(`PRAGMA ${pragma}`).get() ?? {})[0]

const refuseDamaged = (database: Database, path: string): void => {
  const bytes = path === memory ? 0 : statSync(path).size
  if (bytes > 0 && bytes < quickCheckBelowBytes && read(database, 'quick_check(1)') !== 'ok')
    throw new StartFault(`${path} is damaged; it was left as it is`)
}

const verifyPragmas = (database: Database, path: string): void => {
  for (const [pragma, value] of Object.entries(expected))
    if (read(database, pragma) !== value) throw new StartFault(`${path}: ${pragma} cannot be set to ${value}`)
  const journal = read(database, 'journal_mode')
  if (path !== memory && journal !== 'wal') throw new StartFault(`${path}: journal_mode is ${journal}, not wal`)
}

const migrate = (database: Database): void => {
  const from = Number(read(database, 'user_version'))
  if (from === migrations.length) return
  database
    .transaction(() => {
      for (const step of migrations.slice(from)) database.run(step)
      database.run(`PRAGMA application_id = ${applicationId}`)
      database.run(`PRAGMA user_version = ${migrations.length}`)
    })
    .immediate()
}
