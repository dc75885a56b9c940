import type { Database } from 'bun:sqlite'

/** Resolves once the search index has all messages of the database, and nothing of what was deleted. */
export const untilIndexed = async (database: Database): Promise<void> => {
  const left = database.query<{ left: number }, []>(
    `SELECT coalesce(max(id), 0) - (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'indexed_up_to')
     + (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'index_dirt') AS left FROM messages`,
  )
  while ((left.get()?.left ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 5))
}
