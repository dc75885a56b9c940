import { Database } from 'bun:sqlite'
import { createTexts, toClientId } from './workload.ts'

// Bare commits: no socket, no checks, the peers' table. Usage: bun commits.ts DATABASE ROWS_PER_COMMIT MS
const [path = '', rowsPerCommit = '1', ms = '1000'] = process.argv.slice(2)

const database = new Database(path, { create: true, strict: true })
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'wal_autocheckpoint = 4000'])
  database.run(`PRAGMA ${pragma}`)
database.run(
  `CREATE TABLE messages (id INTEGER PRIMARY KEY, chat_id TEXT NOT NULL, client_id TEXT NOT NULL, role TEXT NOT NULL,
   text TEXT NOT NULL, created_at INTEGER NOT NULL)`,
)
const insert = database.prepare(
  'INSERT INTO messages (chat_id, client_id, role, text, created_at) VALUES (?, ?, ?, ?, ?)',
)
const texts = createTexts()
let rows = 0

const commit = database.transaction((count: number) => {
  for (let row = 0; row < count; row += 1) {
    insert.run('conversation-0', toClientId(0, rows), 'user', texts[rows % texts.length] ?? '', Date.now())
    rows += 1
  }
})

const cpuAtStart = process.cpuUsage()
const startedAt = performance.now()
while (performance.now() - startedAt < Number(ms)) commit(Number(rowsPerCommit))
const elapsedMs = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuAtStart)
console.log(JSON.stringify({ rows, elapsedMs, cpuUs: user + system }))
