import type { Database } from 'bun:sqlite'
import type { Filing } from './filing.ts'
import { createIndexCleaning } from './index-cleaning.ts'
import type { Writer } from './writer.ts'

type Parts = { database: Database; writer: Writer; filing: Filing; scrub: () => void }

const lookEveryMs = 200
const goOnAfterMs = 4
const rowsAtOnce = { idle: 500, busy: 200 }
const mostUnindexed = 250_000

/**
 * Puts messages into the search index, behind their storing: in full where nobody writes, a little at each look where
 * somebody does, and as fast as it can where too many wait. A search reads by itself what the index has not reached.
 */
export const startIndexing = ({ database, writer, filing, scrub }: Parts): (() => void) => {
  const insert = database.prepare(
    `INSERT INTO message_words (rowid, text) SELECT id, replace(text, 'ı', 'i') FROM messages
     WHERE id > ? AND id <= ? AND deleted = 0 AND text IS NOT NULL ORDER BY id`,
  )
  const indexedUpTo = database.prepare<{ id: number }, []>(
    "SELECT CAST(value AS INTEGER) AS id FROM meta WHERE key = 'indexed_up_to'",
  )
  const setIndexedUpTo = database.prepare("UPDATE meta SET value = ? WHERE key = 'indexed_up_to'")
  const cleaning = createIndexCleaning({ database, writer, scrub })
  let seen = filing.nextId()
  let timer: Timer | null = null
  let isStopped = false

  const index = (mostRows: number): void => {
    const from = indexedUpTo.get()?.id ?? 0
    const to = Math.min(from + mostRows, filing.nextId() - 1)
    if (to <= from) return
    insert.run(from, to)
    setIndexedUpTo.run(String(to))
  }

  const look = async (): Promise<void> => {
    const isIdle = filing.nextId() === seen
    seen = filing.nextId()
    const waiting = seen - 1 - (indexedUpTo.get()?.id ?? 0)
    const hurries = isIdle || waiting > mostUnindexed
    if (waiting > 0) await writer.write(() => index(hurries ? rowsAtOnce.idle : rowsAtOnce.busy))
    const isQuiet = isIdle && waiting <= 0
    const need = cleaning.need()
    if (need === 'late' || (need === 'due' && isQuiet)) await cleaning.step()
    const goesOn = (isQuiet && need !== 'none') || (hurries && waiting > rowsAtOnce.idle)
    lookIn(goesOn ? goOnAfterMs : lookEveryMs)
  }

  // Where the disk refuses, nothing is lost: a later look tries again.
  const lookIn = (ms: number): void => {
    if (isStopped) return
    timer = setTimeout(() => void look().catch(() => lookIn(lookEveryMs)), ms)
    timer.unref()
  }

  lookIn(lookEveryMs)
  return () => {
    isStopped = true
    if (timer) clearTimeout(timer)
  }
}
