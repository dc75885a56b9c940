import { Database } from 'bun:sqlite'
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '#server/store/sqlite/database'
import { applicationId } from '#server/store/sqlite/header'
import { lockDatabase } from '#server/store/sqlite/lock'
import { migrations } from '#server/store/sqlite/migrations'
import { StartFault } from '#server/store/sqlite/start-fault'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase, scratchDir } from '#tests/support/scratch'

const made = () => {
  const place = scratchDatabase()
  openTestStore(place.path).close()
  return place
}

const faultOf = (start: () => unknown): string => {
  try {
    start()
    return ''
  } catch (fault) {
    expect(fault).toBeInstanceOf(StartFault)
    const { message } = fault as Error
    expect(message).not.toContain('\n')
    return message
  }
}

/** Both doors that a server goes through; whichever opens first must refuse. */
const expectRefused = (path: string, reason: RegExp): void => {
  const dir = join(path, '..')
  const [bytes, beside] = [readFileSync(path), readdirSync(dir)]

  for (const start of [() => lockDatabase(path), () => openDatabase(path)]) expect(faultOf(start)).toMatch(reason)

  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(readdirSync(dir)).toEqual(beside)
}

describe('refused and left as it is, with nothing made beside it', () => {
  test.each([
    ['a text', Buffer.from('dear diary, today I wrote more than a hundred bytes, '.repeat(4))],
    ['an empty file', Buffer.alloc(0)],
    ['half a header', Buffer.from('SQLite format 3\0')],
  ])('%s', (_, bytes) => {
    const path = join(scratchDir(), 'data.sqlite3')
    writeFileSync(path, bytes)

    expectRefused(path, /is not a database of this program/)
  })

  test('a SQLite database of another program', () => {
    const path = join(scratchDir(), 'data.sqlite3')
    const other = new Database(path)
    other.run('CREATE TABLE messages (id INTEGER PRIMARY KEY, text TEXT)')
    other.close()

    expectRefused(path, /is not a database of this program/)
  })

  test('a database that a newer version wrote', () => {
    const { path, open } = made()
    const newer = open()
    newer.run(`PRAGMA user_version = ${migrations.length + 1}`)
    newer.run('PRAGMA wal_checkpoint(TRUNCATE)')
    newer.close()

    expectRefused(path, /newer version/)
  })
})

test('a database whose newer version stands in its log only is refused too', () => {
  const { path, open } = made()
  open().run(`PRAGMA user_version = ${migrations.length + 1}`)

  expect(faultOf(() => openDatabase(path))).toMatch(/newer version/)
})

test('a damaged database is refused, and keeps its bytes', async () => {
  const { path } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  for (let n = 0; n < 200; n++) await store.messages.append(messageOf(eda, { text: 'x'.repeat(500) }))
  store.close()
  const bytes = readFileSync(path)
  bytes.fill(0xff, 4096 * 5, 4096 * 7)
  writeFileSync(path, bytes)

  expect(faultOf(() => openDatabase(path))).toMatch(/is damaged|cannot be opened/)
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('a folder where the database should be is one line too', () => {
  expect(() => openDatabase(scratchDir())).toThrow()
})

test('a second server on the same database is refused as long as the first is there', () => {
  const { path } = made()
  const unlock = lockDatabase(path)

  expect(faultOf(() => lockDatabase(path))).toBe(`another server is running on ${path}`)

  unlock()
  lockDatabase(path)()
})

test('a new database has our mark, the newest schema and folders of its own', () => {
  const path = join(scratchDir(), 'a/b/data.sqlite3')
  openDatabase(path).close()
  const header = readFileSync(path)

  expect([header.readUInt32BE(68), header.readUInt32BE(60)]).toEqual([applicationId, migrations.length])
  expect(applicationId.toString(16)).toBe(Buffer.from('KONU').toString('hex'))
})

test('every pragma that the promises stand on reads back as it was set', () => {
  const database = openDatabase(scratchDatabase().path)
  const read = (pragma: string): unknown => Object.values(database.query(`PRAGMA ${pragma}`).get() ?? {})[0]

  expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema'].map(read)).toEqual([
    'wal',
    2,
    1,
    5000,
    0,
  ])
  database.close()
})

test('all tables are strict, and the schema is sound', () => {
  const database = openDatabase(scratchDatabase().path)
  const tables = database
    .query<{ name: string; strict: number }, []>(
      `SELECT name, strict FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'`,
    )
    .all()

  expect(tables.filter(({ strict }) => strict === 0)).toEqual([])
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['chat_sessions', 'messages', 'visitor_sessions', 'admin_sessions', 'outbox']),
  )
  expect(database.query('PRAGMA integrity_check').values()).toEqual([['ok']])
  expect(database.query('PRAGMA foreign_key_check').values()).toEqual([])
  database.close()
})

test('what was stored is there after the next start, with its epoch', async () => {
  const { path } = scratchDatabase()
  const before = openTestStore(path)
  const eda = await createConversation(before)
  await before.messages.append(messageOf(eda, { text: 'merhaba' }))
  before.close()

  const after = openTestStore(path)
  const found = await after.conversations.find(eda.chatId)

  expect(after.epoch).toBe(before.epoch)
  expect(found).toMatchObject({ ...eda, lastMessage: { text: 'merhaba', rev: 1 } })
})

test('a closed store leaves the whole database in its one file', () => {
  const { path, dir } = made()

  expect(readdirSync(dir).filter((name) => name.endsWith('-wal') && statSync(join(dir, name)).size > 0)).toEqual([])
  const copy = new Database(path, { readonly: true })
  expect(copy.query("SELECT count(*) FROM meta WHERE key = 'epoch'").values()).toEqual([[1]])
  copy.close()
})

test('a start that was killed while it made the database starts anew', () => {
  const { path } = scratchDatabase()
  writeFileSync(`${path}.new`, 'half')

  openDatabase(path).close()

  expect(readFileSync(path).readUInt32BE(68)).toBe(applicationId)
})

test('the log of a database that was deleted is not played back into the new one', async () => {
  const { path } = scratchDatabase()
  const first = openTestStore(path)
  await createConversation(first)
  const log = readFileSync(`${path}-wal`)
  first.close()
  const { epoch } = first
  const fresh = scratchDatabase()
  writeFileSync(`${fresh.path}-wal`, log)

  const second = openTestStore(fresh.path)

  expect(second.epoch).not.toBe(epoch)
  expect((await second.conversations.list({ filter: 'all', q: null, cursor: null, limit: 10 }))?.conversations).toEqual(
    [],
  )
})
