import type { Database } from 'bun:sqlite'
import type { Writer } from './writer.ts'

export type IndexCleaning = {
  /** `late` once it has waited for a quiet moment for so long that it has to be done between the messages. */
  need: () => 'none' | 'due' | 'late'
  /** A few milliseconds of it, in a transaction. */
  step: () => Promise<void>
}

type Parts = { database: Database; writer: Writer; scrub: () => void }

const pagesAtOnce = 32
// A large index costs much to clean: then it rests for longer.
const rest = { leastMs: 1000, timesTheWork: 4 }
const lateAfterMs = 5000

/**
 * A deleted word is found no more at once, yet its letters stay in the index until what holds them is written anew. This
 * merges the whole index into one, a step at a time; `index_dirt` counts deletions since the last time, over restarts too.
 * FTS5's own secure-delete does the same within the deletion, at 3 ms a message.
 */
export const createIndexCleaning = ({ database, writer, scrub }: Parts): IndexCleaning => {
  const dirt = database.prepare<{ count: number }, []>(
    "SELECT CAST(value AS INTEGER) AS count FROM meta WHERE key = 'index_dirt'",
  )
  const takeDirt = database.prepare(
    "UPDATE meta SET value = CAST(CAST(value AS INTEGER) - ? AS TEXT) WHERE key = 'index_dirt'",
  )
  const merge = database.prepare("INSERT INTO message_words (message_words, rank) VALUES ('merge', ?)")
  const structure = database.prepare<{ block: Uint8Array }, []>('SELECT block FROM message_words_data WHERE id = 10')
  const addBare = database.prepare("INSERT INTO message_words (rowid, text) VALUES (0, 'a')")
  const deleteBare = database.prepare(
    "INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', 0, 'a')",
  )
  const changes = database.prepare<{ total: number }, []>('SELECT total_changes() AS total')
  let taken: number | null = null
  let isSecond = false
  let startedAt = 0
  let restsUntil = 0
  let dueSince: number | null = null

  const count = (): number => dirt.get()?.count ?? 0
  const total = (): number => changes.get()?.total ?? 0

  // A job that is rolled back may run again: what it found out counts once it is committed.
  const begin = async (): Promise<void> => {
    startedAt = performance.now()
    taken = await writer.write(() => {
      // Less than nothing begins anew with all there is; what is deleted while it goes on is for the next time.
      merge.run(-pagesAtOnce)
      return count()
    })
  }

  /**
   * FTS5 lets go of deleted words only while it merges into its last level, and it never gives up a level: a large part
   * takes the smaller ones above down to its own, and these stay, empty. Then all has to be merged once more, and something
   * has to stand on another level than the rest for that. Levels are two numbers each, at the end: 0 of what is merged now,
   * 0 parts.
   */
  const hasIdleLevels = (): boolean => {
    const { block } = structure.get() ?? {}
    return block !== undefined && block.at(-1) === 0 && block.at(-2) === 0
  }

  const mergeAgain = (): void => {
    addBare.run()
    deleteBare.run()
    merge.run(-pagesAtOnce)
  }

  const goOn = async (dirtBefore: number): Promise<void> => {
    const state = await writer.write(() => {
      const before = total()
      merge.run(pagesAtOnce)
      if (total() - before >= 2) return 'more'
      const isOnceMore = !isSecond && hasIdleLevels()
      if (isOnceMore) mergeAgain()
      else takeDirt.run(dirtBefore)
      return isOnceMore ? 'once more' : 'over'
    })
    isSecond ||= state === 'once more'
    if (state !== 'over') return
    taken = null
    isSecond = false
    dueSince = null
    const now = performance.now()
    restsUntil = now + Math.max(rest.leastMs, rest.timesTheWork * (now - startedAt))
    scrub()
  }

  const step = (): Promise<void> => (taken === null ? begin() : goOn(taken))

  const need: IndexCleaning['need'] = () => {
    const now = performance.now()
    if ((taken === null && now < restsUntil) || count() === 0) return 'none'
    dueSince ??= now
    return now - dueSince > lateAfterMs ? 'late' : 'due'
  }

  return { need, step }
}
