/**
 * A call leaves a message, and a message of a call has a copy of how it went. A call keeps the devices at its two ends. What
 * waits for Telegram may be a call that rings and has no message yet: the table is made anew, since a column keeps its
 * NOT NULL for good.
 */
export const callsStep = `
  ALTER TABLE messages ADD COLUMN call TEXT;
  ALTER TABLE calls ADD COLUMN caller_device TEXT;
  ALTER TABLE calls ADD COLUMN callee_device TEXT;

  CREATE TABLE outbox_with_calls (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL,
    message INTEGER,
    call TEXT,
    created_at INTEGER NOT NULL,
    CHECK ((message IS NULL) <> (call IS NULL))
  ) STRICT;
  INSERT INTO outbox_with_calls (id, chat, message, created_at) SELECT id, chat, message, created_at FROM outbox;
  DROP TABLE outbox;
  ALTER TABLE outbox_with_calls RENAME TO outbox;
  `
