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
  return { writer, cleaning, holds, scrubs: () => scrubs }
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
