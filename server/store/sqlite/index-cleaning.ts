import type { Database } from 'bun:sqlite'

export type IndexCleaning = {
  isDue: () => boolean
  /** A few milliseconds of it, in the transaction that is open. */
  step: () => void
  /** After a step that was not committed. */
  restart: () => void
}

const pagesAtOnce = 32
// A large index costs much to clean: then it rests for longer.
const rest = { leastMs: 1000, timesTheWork: 4 }

/**
 * A deleted word is found no more at once, yet its letters stay in the index until what holds them is written anew. This
 * merges the whole index into one, a step at a time; `index_dirt` counts deletions since the last time, over restarts too.
 * FTS5's own secure-delete does the same within the deletion, at 3 ms a message.
 */
export const createIndexCleaning = (database: Database, onClean: () => void): IndexCleaning => {
  const dirt = database.prepare<{ count: number }, []>(
    "SELECT CAST(value AS INTEGER) AS count FROM meta WHERE key = 'index_dirt'",
  )
  const takeDirt = database.prepare(
    "UPDATE meta SET value = CAST(CAST(value AS INTEGER) - ? AS TEXT) WHERE key = 'index_dirt'",
  )
  const merge = database.prepare("INSERT INTO message_words (message_words, rank) VALUES ('merge', ?)")
  const changes = database.prepare<{ total: number }, []>('SELECT total_changes() AS total')
  let taken: number | null = null
  let startedAt = 0
  let restsUntil = 0

  const count = (): number => dirt.get()?.count ?? 0
  const total = (): number => changes.get()?.total ?? 0

  const step = (): void => {
    const before = total()
    if (taken === null) startedAt = performance.now()
    // Less than nothing begins anew with all there is; what is deleted while it goes on is for the next time.
    merge.run(taken === null ? -pagesAtOnce : pagesAtOnce)
    const isOver = taken !== null && total() - before < 2
    taken ??= count()
    if (!isOver) return
    takeDirt.run(taken)
    taken = null
    const now = performance.now()
    restsUntil = now + Math.max(rest.leastMs, rest.timesTheWork * (now - startedAt))
    onClean()
  }

  const restart = (): void => {
    taken = null
  }

  return { isDue: () => (taken !== null || performance.now() >= restsUntil) && count() > 0, step, restart }
}
