/**
 * A device is one session, the visitor's (with the chat it is of) or the admin's. after_message: the newest message when the
 * subscription was made; what came before it is no news there.
 */
export const devicesStep = `
  CREATE TABLE push_subscriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint TEXT NOT NULL UNIQUE,
    p256dh BLOB NOT NULL,
    auth BLOB NOT NULL,
    chat INTEGER,
    visitor_session INTEGER,
    admin_session TEXT,
    lang TEXT NOT NULL CHECK (lang = 'tr' OR lang = 'en'),
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    after_message INTEGER NOT NULL,
    last_sent_at INTEGER,
    last_arrived_at INTEGER,
    failed_at INTEGER,
    refusals INTEGER NOT NULL DEFAULT 0,
    CHECK ((visitor_session IS NULL) <> (admin_session IS NULL) AND (visitor_session IS NULL) = (chat IS NULL))
  ) STRICT;
  CREATE INDEX push_subscriptions_of_chat ON push_subscriptions (chat);
  CREATE INDEX push_subscriptions_of_device ON push_subscriptions (visitor_session, admin_session);
  INSERT INTO meta (key, value) VALUES ('told_up_to', '0');

  CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_id TEXT NOT NULL UNIQUE,
    chat INTEGER NOT NULL,
    caller TEXT NOT NULL CHECK (caller = 'user' OR caller = 'admin'),
    video INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'ringing' OR state = 'live' OR state = 'ended'),
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    ended_at INTEGER,
    outcome TEXT,
    CHECK ((state = 'ended') = (ended_at IS NOT NULL) AND (state = 'ended') = (outcome IS NOT NULL))
  ) STRICT;
  CREATE INDEX calls_of_chat ON calls (chat, id);
  CREATE INDEX calls_going_on ON calls (state) WHERE state <> 'ended';

  CREATE TABLE handovers (
    token_hash BLOB PRIMARY KEY,
    visitor_session INTEGER UNIQUE,
    admin_session TEXT UNIQUE,
    expires_at INTEGER NOT NULL,
    CHECK ((visitor_session IS NULL) <> (admin_session IS NULL))
  ) STRICT, WITHOUT ROWID;
  `
