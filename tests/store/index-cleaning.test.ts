import { expect, test } from 'bun:test'
import { openDatabase } from '#server/store/sqlite/database'
import { createIndexCleaning } from '#server/store/sqlite/index-cleaning'
import { createWriter } from '#server/store/sqlite/writer'
import { faultOf } from '#tests/support/fault-of'

const nothing = (): void => undefined

const open = () => {
  const database = openDatabase(':memory:')
  const hooks = { afterBegin: nothing, beforeCommit: nothing, afterCommit: nothing, afterRollback: nothing }
  const writer = createWriter(database, hooks)
  database.run(`INSERT INTO messages (id, chat, seq, rev, role, type, text, created_at)
    VALUES (1, 1, 1, 1, 'user', 'text', 'gizlikelime', 0), (2, 1, 2, 2, 'user', 'text', 'merhaba', 0)`)
  database.run('INSERT INTO message_words (rowid, text) SELECT id, text FROM messages')
  database.run("UPDATE meta SET value = '2' WHERE key = 'indexed_up_to'")
  database.run('DELETE FROM messages WHERE id = 1')
  const holds = (word: string): boolean =>
    database
      .query<{ block: Uint8Array }, []>('SELECT block FROM message_words_data')
      .all()
      .some(({ block }) => Buffer.from(block).includes(word))
  let scrubs = 0
  const cleaning = createIndexCleaning({ database, writer, scrub: () => void scrubs++ })
  /** Once through, whether it is due or not. */
  const clean = async (): Promise<void> => {
    const before = scrubs
    while (scrubs === before) await cleaning.step()
  }
  return { database, writer, cleaning, clean, holds, scrubs: () => scrubs }
}

test('nothing is taken for clean on the word of a step that was rolled back', async () => {
  const { writer, cleaning, holds, scrubs } = open()
  expect([cleaning.need(), holds('gizlikelime')]).toEqual(['due', true])
  const broken = (): never => {
    throw new RangeError('another job of the same turn')
  }

  await Promise.all([cleaning.step(), faultOf(writer.write(broken))])
  while (cleaning.need() === 'due') await cleaning.step()

  expect([holds('gizlikelime'), holds('merhaba'), scrubs()]).toEqual([false, true, 1])
})

test('a word goes for good also where the index kept levels that it does not need any more', async () => {
  const { database, clean, holds } = open()
  let id = 2
  const put = (texts: readonly string[]): void => {
    const from = id
    for (const text of texts)
      database.run(
        `INSERT INTO messages (id, chat, seq, rev, role, type, text, created_at) VALUES (?1, 1, ?1, ?1, 'user', 'text', ?2, 0)`,
        [++id, text],
      )
    database.run('INSERT INTO message_words (rowid, text) SELECT id, text FROM messages WHERE id > ?', [from])
    database.run("UPDATE meta SET value = ? WHERE key = 'indexed_up_to'", [String(id)])
  }
  const remove = (text: string) => database.run('DELETE FROM messages WHERE text = ?', [text])
  const many = (word: string, count: number): string[] =>
    Array.from({ length: count }, (_, nth) => `${word}${nth}kelime${(nth * 7919) % 1000} baska${nth}`)
  put(many('ilk', 600))
  await clean()
  // Beside a larger part a small one: it is merged into a further level.
  put(['ufak'])
  remove('merhaba')
  await clean()
  // More at once than all there was moves that down to it, and the levels stay.
  put([...many('uzun', 2000), 'qqqsilinen'])
  remove('qqqsilinen')
  await clean()

  expect([holds('qqqsilinen'), holds('merhaba'), holds('ufak')]).toEqual([false, false, true])
})
