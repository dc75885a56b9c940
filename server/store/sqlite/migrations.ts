import { callsStep } from './migration-calls.ts'
import { devicesStep } from './migration-devices.ts'
import { mediaStep } from './migration-media.ts'

/**
 * The schema, one step a version: `user_version` counts the steps taken. Released steps never change; new ones are added.
 *
 * Both unique indexes of messages hold filed rows only: see filing.ts. messages_once begins with client_id, since pages
 * make ids that grow with time and so what is new stands together. messages.seq is the rev at which a message was stored.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO meta (key, value) VALUES ('filed_up_to', '0');

  CREATE TABLE chat_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id TEXT NOT NULL UNIQUE,
    cid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lang TEXT NOT NULL CHECK (lang IN ('tr', 'en')),
    created_at INTEGER NOT NULL,
    active_at INTEGER NOT NULL,
    rev INTEGER NOT NULL DEFAULT 0,
    last_message_id INTEGER,
    waiting_since INTEGER,
    unread INTEGER NOT NULL DEFAULT 0,
    user_read_id INTEGER NOT NULL DEFAULT 0,
    admin_read_id INTEGER NOT NULL DEFAULT 0,
    user_seen_at INTEGER,
    archived INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    note TEXT
  ) STRICT;
  CREATE INDEX chat_sessions_by_activity ON chat_sessions (archived, active_at, id);
  CREATE INDEX chat_sessions_waiting ON chat_sessions (waiting_since, id) WHERE waiting_since IS NOT NULL;

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    filed INTEGER NOT NULL DEFAULT 0,
    role TEXT NOT NULL CHECK (role IN ('user', 'admin', 'system')),
    client_id TEXT,
    type TEXT NOT NULL CHECK (type IN ('text', 'image', 'audio', 'call')),
    text TEXT,
    reply_to INTEGER,
    user_reaction TEXT,
    admin_reaction TEXT,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted INTEGER NOT NULL DEFAULT 0,
    via TEXT NOT NULL DEFAULT 'web' CHECK (via IN ('web', 'telegram'))
  ) STRICT;
  CREATE UNIQUE INDEX messages_once ON messages (client_id, chat, role) WHERE filed = 1;
  CREATE UNIQUE INDEX messages_in_order ON messages (chat, seq) WHERE filed = 1;
  CREATE UNIQUE INDEX messages_changed ON messages (chat, rev) WHERE rev <> seq;

  CREATE TABLE visitor_sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    chat INTEGER NOT NULL REFERENCES chat_sessions (id),
    user_agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX visitor_sessions_of_chat ON visitor_sessions (chat);
  CREATE INDEX visitor_sessions_by_end ON visitor_sessions (expires_at);

  CREATE TABLE admin_sessions (
    id TEXT PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    user_agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT;

  CREATE TABLE admin_codes (
    id TEXT PRIMARY KEY,
    code_hash BLOB NOT NULL,
    needs_challenge INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    message INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;
  `,
  // SQLite builds a table of its own for each IN of three values, at each row: OR costs a message 5 µs less.
  `
  CREATE TABLE messages_by_or (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    filed INTEGER NOT NULL DEFAULT 0,
    role TEXT NOT NULL CHECK (role = 'user' OR role = 'admin' OR role = 'system'),
    client_id TEXT,
    type TEXT NOT NULL CHECK (type = 'text' OR type = 'image' OR type = 'audio' OR type = 'call'),
    text TEXT,
    reply_to INTEGER,
    user_reaction TEXT,
    admin_reaction TEXT,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted INTEGER NOT NULL DEFAULT 0,
    via TEXT NOT NULL DEFAULT 'web' CHECK (via = 'web' OR via = 'telegram')
  ) STRICT;
  INSERT INTO messages_by_or SELECT id, chat, seq, rev, filed, role, client_id, type, text, reply_to, user_reaction,
    admin_reaction, created_at, edited_at, deleted, via FROM messages;
  DROP TABLE messages;
  ALTER TABLE messages_by_or RENAME TO messages;
  CREATE UNIQUE INDEX messages_once ON messages (client_id, chat, role) WHERE filed = 1;
  CREATE UNIQUE INDEX messages_in_order ON messages (chat, seq) WHERE filed = 1;
  CREATE UNIQUE INDEX messages_changed ON messages (chat, rev) WHERE rev <> seq;
  `,
  // What a search looks at: filled behind the messages by indexing.ts, kept in step with them by the triggers. The old text
  // must be handed in as it was indexed. index_dirt: see index-cleaning.ts.
  `
  CREATE VIRTUAL TABLE message_words USING fts5 (
    text, content = '', detail = 'none', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE message_terms USING fts5vocab ('message_words', 'instance');
  INSERT INTO meta (key, value) VALUES ('indexed_up_to', '0'), ('index_dirt', '0');

  CREATE TRIGGER message_words_changed AFTER UPDATE OF text, deleted ON messages
  WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'indexed_up_to')
  BEGIN
    INSERT INTO message_words (message_words, rowid, text)
    SELECT 'delete', old.id, replace(old.text, 'ı', 'i') WHERE old.deleted = 0 AND old.text IS NOT NULL;
    INSERT INTO message_words (rowid, text)
    SELECT new.id, replace(new.text, 'ı', 'i') WHERE new.deleted = 0 AND new.text IS NOT NULL;
    UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'index_dirt';
  END;
  CREATE TRIGGER message_words_erased AFTER DELETE ON messages
  WHEN old.deleted = 0 AND old.text IS NOT NULL
    AND old.id <= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'indexed_up_to')
  BEGIN
    INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, replace(old.text, 'ı', 'i'));
    UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'index_dirt';
  END;
  `,
  devicesStep,
  mediaStep,
  callsStep,
]
