/**
 * Pictures and voice notes. `message` is null until one is sent; a message has a copy of what it shows of its medium, so
 * that a page of messages is read from one table. What leaves the table leaves its id in the trash: its files must go.
 */
export const mediaStep = `
  CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    media_id TEXT NOT NULL UNIQUE,
    chat INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side = 'user' OR side = 'admin'),
    message INTEGER,
    kind TEXT NOT NULL CHECK (kind = 'image' OR kind = 'audio'),
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    width INTEGER,
    height INTEGER,
    duration_ms INTEGER,
    waveform TEXT,
    placeholder TEXT,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX media_of_chat ON media (chat, side, bytes);
  CREATE UNIQUE INDEX media_of_message ON media (message) WHERE message IS NOT NULL;
  CREATE INDEX media_unsent ON media (created_at) WHERE message IS NULL;
  CREATE TABLE media_trash (media_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TRIGGER media_trashed AFTER DELETE ON media BEGIN
    INSERT OR IGNORE INTO media_trash (media_id) VALUES (old.media_id);
  END;
  ALTER TABLE messages ADD COLUMN media TEXT;
  `
