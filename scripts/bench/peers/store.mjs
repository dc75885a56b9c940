import Database from 'better-sqlite3'

const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'temp_store = MEMORY',
  'cache_size = -65536',
  'wal_autocheckpoint = 4000',
]

/** `each`: one commit a message. `grouped`: one for all messages of a turn of the event loop. */
export const openStore = (path, commits) => {
  const database = new Database(path)
  for (const pragma of pragmas) database.pragma(pragma)
  database.exec(
    `CREATE TABLE messages (id INTEGER PRIMARY KEY, chat_id TEXT NOT NULL, client_id TEXT NOT NULL, role TEXT NOT NULL,
     text TEXT NOT NULL, created_at INTEGER NOT NULL);
     CREATE INDEX messages_of_chat ON messages (chat_id, id)`,
  )
  const statement = database.prepare(
    'INSERT INTO messages (chat_id, client_id, role, text, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const insert = (message) => {
    const { chat_id, client_id, role, text, created_at } = message
    message.id = statement.run(chat_id, client_id, role, text, created_at).lastInsertRowid
  }
  return commits === 'grouped' ? groupCommits(database, insert) : commitEach(insert)
}

const commitEach = (insert) => ({
  append(message, stored) {
    insert(message)
    stored(message)
  },
})

const groupCommits = (database, insert) => {
  let waiting = []
  const insertAll = database.transaction((batch) => {
    for (const { message } of batch) insert(message)
  })
  const flush = () => {
    const batch = waiting
    waiting = []
    insertAll(batch)
    for (const { message, stored } of batch) stored(message)
  }
  return {
    append(message, stored) {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ message, stored })
    },
  }
}
