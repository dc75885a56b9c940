import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { pushRules } from '#server/domain/push-rules'
import { openDatabase } from '#server/store/sqlite/database'
import { applicationId } from '#server/store/sqlite/header'
import { migrations } from '#server/store/sqlite/migrations'
import { adminDevice, newSession, subscriptionOf } from '#tests/support/devices'
import { untilIndexed } from '#tests/support/indexed'
import { hash, messageOf, openTestStore } from '#tests/support/memory-store'
import { type ScratchDatabase, scratchDatabase } from '#tests/support/scratch'
import { callOf } from '#tests/support/stored-calls'
import { uploadedTo } from '#tests/support/stored-media'

const [searchable, subscribable, picturing] = [3, 4, 5]

/** A database as the version left it that knew only so many steps. */
const openAsOf = (steps: number, { path }: ScratchDatabase): Database => {
  const database = new Database(path, { create: true, strict: true })
  database.run('PRAGMA journal_mode = WAL')
  for (const step of migrations.slice(0, steps)) database.run(step)
  database.run(`PRAGMA application_id = ${applicationId}`)
  database.run(`PRAGMA user_version = ${steps}`)
  return database
}

const fill = (database: Database): void => {
  database.run(`
    INSERT INTO meta VALUES ('epoch', 'the epoch');
    INSERT INTO chat_sessions (id, chat_id, cid, name, lang, created_at, active_at, rev, last_message_id, waiting_since, unread, note)
    VALUES (7, 'chat-of-eda', 'Eda-7F3C', 'Eda', 'tr', 1000, 1001, 1, 1, 1001, 1, 'a note');
    INSERT INTO messages (id, chat, seq, rev, filed, role, client_id, type, text, created_at)
    VALUES (1, 7, 1, 1, 1, 'user', 'client-id-1', 'text', 'filed before', 1001),
      (2, 7, 2, 2, 0, 'user', 'client-id-2', 'text', 'not filed yet', 1002);
    UPDATE meta SET value = '1' WHERE key = 'filed_up_to';
    INSERT INTO outbox (chat, message, created_at) VALUES (7, 1, 1001);
  `)
  database.run(
    `INSERT INTO visitor_sessions (id, token_hash, chat, user_agent, created_at, last_seen_at, expires_at)
     VALUES (9, ?, 7, '', 1000, 1000, 9000)`,
    [hash('the cookie')],
  )
}

test('what was released is as it was', () => {
  const digests = migrations.map((step) => new Bun.CryptoHasher('sha256').update(step).digest('hex').slice(0, 16))

  expect(digests.slice(0, 5)).toEqual([
    '52c4dee7ec76d06a',
    '8e7515558f63b314',
    'b3eaa9876eb28793',
    'b6062367d86e8651',
    '4ed2a52ac5dcfcf5',
  ])
})

test('a database that knew no subscriptions opens with all that it had, and takes them', async () => {
  const place = scratchDatabase()
  const before = openAsOf(searchable, place)
  fill(before)
  before.close()

  const store = openTestStore(place.path)
  const session = await store.sessions.visitor(hash('the cookie'), 2000)
  if (!session) throw new Error('the session is gone')
  const eda = session.conversation
  expect(store.epoch).toBe('the epoch')
  expect(eda).toMatchObject({ key: 7, cid: 'Eda-7F3C', note: 'a note', rev: 2, unread: 2, waitingSince: 1001 })
  expect((await store.messages.page(eda, null, 10)).messages.map(({ text }) => text)).toEqual([
    'filed before',
    'not filed yet',
  ])
  await untilIndexed(place.open())
  expect((await store.messages.search({ q: 'filed', before: null, limit: 10 })).hits).toHaveLength(2)
  expect(place.open().query('SELECT chat, message FROM outbox').values()).toEqual([[7, 1]])

  const phone = { role: 'user', session: session.id, chat: eda.key } as const
  expect(await store.push.keep(subscriptionOf(phone), pushRules.mostSubscriptions)).toBe(true)
  expect(await store.push.keep(subscriptionOf(await adminDevice(store)), pushRules.mostSubscriptions)).toBe(true)
  expect(await store.push.untold(0)).toEqual([])
  await store.messages.append(messageOf(eda, { createdAt: 3000 }))
  expect(await store.push.untold(0)).toMatchObject([{ message: { id: 3 } }])
  await store.handovers.add(hash('token'), phone, 9000, 2000)
  expect(await store.handovers.takeVisitor(hash('token'), newSession({ createdAt: 2000 }), null, 20)).not.toBeNull()
})

test('a database that knew no media opens with all that it had, and takes them', async () => {
  const place = scratchDatabase()
  const before = openAsOf(subscribable, place)
  fill(before)
  before.run(`
    UPDATE messages SET admin_reaction = '👍', edited_at = 1500 WHERE id = 1;
    INSERT INTO messages (id, chat, seq, rev, filed, role, client_id, type, created_at, deleted)
    VALUES (3, 7, 3, 3, 0, 'admin', 'client-id-3', 'text', 1003, 1);
    INSERT INTO calls (call_id, chat, caller, video, state, started_at, expires_at)
    VALUES ('a call', 7, 'user', 0, 'ringing', 1000, 9000);
    INSERT INTO push_subscriptions
      (endpoint, p256dh, auth, chat, visitor_session, lang, origin, created_at, after_message)
    VALUES ('https://push.example/before', x'04', x'07', 7, 9, 'tr', 'https://chat.example', 1000, 0);
  `)
  before.close()

  const store = openTestStore(place.path)
  const eda = await store.conversations.find('chat-of-eda')
  if (!eda) throw new Error('the conversation is gone')
  const plain = { media_url: null, media: null }
  expect(await store.messages.changedSince(eda, 0, 10)).toMatchObject([
    { ...plain, id: 1, text: 'filed before', reactions: { admin: '👍' }, edited_at: '1970-01-01T00:00:01.500Z' },
    { ...plain, id: 2, text: 'not filed yet', client_id: 'client-id-2' },
    { ...plain, id: 3, text: null, deleted: true },
  ])
  expect((await store.calls.find('a call'))?.conversation).toBe(eda)
  const phone = { role: 'user', session: 9, chat: eda.key } as const
  expect(await store.push.ofDevice(phone)).toMatchObject([{ endpoint: 'https://push.example/before' }])

  const fileRef = await uploadedTo(store, eda)
  const picture = messageOf(eda, { type: 'image', text: null, fileRef, createdAt: 3000 })
  expect(await store.messages.append(picture)).toMatchObject({ message: { id: 4, media_url: `/media/${fileRef}` } })
  await store.messages.remove(eda, [1, 4])
  expect(await store.media.trash()).toEqual([fileRef])
})

test('a database that knew no calls opens with all that it had, and takes them', async () => {
  const place = scratchDatabase()
  const before = openAsOf(picturing, place)
  const sizes = { width: 4, height: 3, durationMs: null, waveform: null, placeholder: null }
  const copy = `'${JSON.stringify({ id: 'a-picture', kind: 'image', mime: 'image/webp', bytes: 9, ...sizes })}'`
  fill(before)
  before.run(`
    UPDATE messages SET type = 'image', media = ${copy} WHERE id = 1;
    INSERT INTO outbox (id, chat, message, created_at) VALUES (7, 7, 2, 1002);
    INSERT INTO calls (call_id, chat, caller, video, state, started_at, expires_at)
    VALUES ('a call', 7, 'user', 0, 'ringing', 1000, 9000);
  `)
  before.close()

  const store = openTestStore(place.path, true)
  const eda = await store.conversations.find('chat-of-eda')
  if (!eda) throw new Error('the conversation is gone')
  const said = (await store.messages.page(eda, null, 10)).messages
  expect(said).toMatchObject([
    { id: 1, media_url: '/media/a-picture' },
    { id: 2, text: 'not filed yet' },
  ])
  expect(said.filter((message) => 'call' in message)).toEqual([])
  expect(await store.calls.goingOn()).toMatchObject([{ callId: 'a call', callerDevice: '', calleeDevice: null }])

  expect(await store.calls.end('a call', 'missed', 9000)).toMatchObject({ message: { id: 3, rev: 3 } })
  await store.calls.ring(callOf(eda, { callId: 'another' }))
  expect(place.open().query('SELECT id, chat, message, call, created_at FROM outbox').values()).toEqual([
    [1, 7, 1, null, 1001],
    [7, 7, 2, null, 1002],
    [8, 7, 3, null, 9000],
    [9, 7, null, 'another', 1000],
  ])
})

test('whichever step it comes from, the schema is the same in the end', () => {
  const schemaOf = (database: Database) =>
    database.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").values()
  const fresh = openDatabase(scratchDatabase().path)
  const expected = schemaOf(fresh)
  fresh.close()

  for (let steps = 1; steps < migrations.length; steps++) {
    const place = scratchDatabase()
    openAsOf(steps, place).close()
    const migrated = openDatabase(place.path)
    expect(schemaOf(migrated)).toEqual(expected)
    migrated.close()
  }
})
