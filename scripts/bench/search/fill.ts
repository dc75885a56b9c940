import type { Database } from 'bun:sqlite'
import { createTexts } from '#scripts/bench/workload'
import { openDatabase } from '#server/store/sqlite/database'

export const conversations = 10_000
export const messages = 1_000_000

/** Stands in this many messages alone, one each in conversations far apart. */
export const rareWord = { word: 'zürafa', messages: 20 }

const names = 'Ayşe Mehmet Şule Iğdırlı Can İpek Çağla Ömer Ülkü Deniz Elif Kerem Nazlı Efe Gül'.split(' ')
const startedAt = Date.UTC(2026, 0, 1)

/** A database of the server's own, filled in bulk: as if everybody had written in turn, the whole index made. */
export const fillDatabase = (path: string): void => {
  const database = openDatabase(path)
  database.run('PRAGMA synchronous = OFF')
  database.transaction(() => {
    addConversations(database)
    addMessages(database)
    database.run(followUp)
  })()
  database.run('PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

const addConversations = (database: Database): void => {
  const insert = database.prepare(
    "INSERT INTO chat_sessions (id, chat_id, cid, name, lang, created_at, active_at) VALUES (?, ?, ?, ?, 'tr', ?, ?)",
  )
  for (let n = 1; n <= conversations; n += 1) {
    const name = `${names[n % names.length]} ${names[(n * 7 + 3) % names.length]}`
    const cid = `${name.split(' ')[0]}-${(0x10000 + n).toString(16).toUpperCase()}`
    insert.run(n, `conversation-${n}`, cid, name, startedAt, startedAt)
  }
}

const addMessages = (database: Database): void => {
  const texts = createTexts().map((text) => String(JSON.parse(text)))
  const insert = database.prepare(
    `INSERT INTO messages (id, chat, seq, rev, filed, role, client_id, type, text, created_at)
     VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, 'text', ?6, ?7)`,
  )
  for (let n = 0; n < messages; n += 1) {
    const chat = ((n * 7919) % conversations) + 1
    const seq = Math.floor(n / conversations) + 1
    const isRare = n % (messages / rareWord.messages) === 7
    const text = (texts[(n * 31 + chat) % texts.length] ?? '') + (isRare ? ` ${rareWord.word}` : '')
    // Every other conversation ends with an answer, the rest wait.
    const role = seq % 2 === chat % 2 ? 'admin' : 'user'
    insert.run(n + 1, chat, seq, role, `message-${n}`, text, startedAt + n * 1000)
  }
}

const followUp = `
  UPDATE chat_sessions SET (last_message_id, active_at, rev) =
    (SELECT id, created_at, seq FROM messages WHERE chat = chat_sessions.id AND filed = 1 ORDER BY seq DESC LIMIT 1);
  UPDATE chat_sessions SET waiting_since = active_at, unread = 1
    WHERE (SELECT role FROM messages WHERE id = last_message_id) = 'user';
  INSERT INTO message_words (rowid, text) SELECT id, replace(text, 'ı', 'i') FROM messages ORDER BY id;
  UPDATE meta SET value = '${messages}' WHERE key = 'filed_up_to' OR key = 'indexed_up_to';
`
