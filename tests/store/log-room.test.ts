import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { copyFileSync, statSync } from 'node:fs'
import { createLogRoom } from '#server/store/sqlite/log-room'
import { createConversation, messageOf, openTestStore } from '#tests/support/memory-store'
import { scratchDatabase } from '#tests/support/scratch'

const roomBytes = 24 * 2 ** 20

const sizeOfLog = (path: string): number => statSync(`${path}-wal`).size

const copyAsKilled = (path: string): string => {
  const copy = scratchDatabase().path
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, copy + suffix)
  return copy
}

const open = async () => {
  const { path, open: look } = scratchDatabase()
  const store = openTestStore(path)
  const eda = await createConversation(store)
  let sent = 0
  const write = () => store.messages.append(messageOf(eda, { text: `message ${++sent}` }))
  return { path, look, write, sent: () => sent }
}

test('nothing is touched while another process writes', async () => {
  const { path, look, write } = await open()
  await write()
  const other = look()
  other.run('BEGIN IMMEDIATE')
  const before = sizeOfLog(path)
  const own = look()
  own.run('PRAGMA busy_timeout = 0')
  expect(createLogRoom(own, path).step).toThrow('database is locked')
  expect(sizeOfLog(path)).toBe(before)
  other.run('ROLLBACK')
})

test('the log gets its room by itself while messages arrive, and a server killed at any time has lost none', async () => {
  const { path, write, sent } = await open()
  const killed: { copy: string; had: number }[] = []
  const copyNow = () => killed.push({ copy: copyAsKilled(path), had: sent() })
  while (sizeOfLog(path) < roomBytes) {
    await write()
    if (sent() % 500 === 0) copyNow()
  }
  await write()
  copyNow()
  expect(sizeOfLog(path)).toBe(roomBytes)
  for (const { copy, had } of killed) {
    const database = new Database(copy, { readwrite: true, create: false })
    expect(database.query('SELECT count(*) AS had, max(id) AS last FROM messages').get()).toEqual({ had, last: had })
    expect(database.query('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    database.close()
  }
})
