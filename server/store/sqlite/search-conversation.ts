import type { Database } from 'bun:sqlite'
import { fold, occursIn, type SearchWord } from '#server/domain/search-words'
import { mostIndexedWords } from './search-effort.ts'
import { createWordIndex } from './word-index.ts'

/** The ids of all messages of a conversation that have the words, newest first. */
type FindIn = (chat: number, words: SearchWord[]) => Promise<number[]>

type Row = { id: number; seq: number; text: string }

const rowsAtOnce = 512
const fewHits = 500

/**
 * A word that few messages have leads to them. Else the texts of the conversation are read, and no others: to gather all
 * that have a common word would cost more, the larger the database.
 */
export const createFindIn = (database: Database): FindIn => {
  const index = createWordIndex(database)
  const where = 'filed = 1 AND deleted = 0 AND text IS NOT NULL'
  const newest = database.prepare<Row, [number, number, number]>(
    `SELECT id, seq, text FROM messages WHERE ${where} AND chat = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  )
  // The + keeps the planner at the few ids, away from the index of the conversation.
  const among = database.prepare<Row, [number, string]>(
    `SELECT id, seq, text FROM messages WHERE ${where} AND +chat = ? AND id IN (SELECT value FROM json_each(?))
     ORDER BY id DESC`,
  )

  /** The newest down to `lastId`, a bit at a time: others are served between. */
  async function* newerThan(chat: number, lastId: number): AsyncGenerator<Row[]> {
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const rows = newest.all(chat, before, rowsAtOnce)
      yield rows.filter(({ id }) => id > lastId)
      const oldest = rows.at(-1)
      if (rows.length < rowsAtOnce || !oldest || oldest.id <= lastId) return
      before = oldest.seq
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const idsOfFew = (words: SearchWord[]): Set<number> | null => {
    for (const word of words.slice(0, mostIndexedWords)) {
      const ids = index.idsOf(word, fewHits)
      if (ids) return ids
    }
    return null
  }

  return async (chat, words) => {
    const ids = idsOfFew(words)
    const found: number[] = []
    const look = ({ id, text }: Row): void => {
      const folded = fold(text)
      if (words.every((word) => occursIn(folded, word))) found.push(id)
    }
    for await (const rows of newerThan(chat, ids ? index.reaches() : 0)) rows.forEach(look)
    if (ids) among.all(chat, JSON.stringify([...ids])).forEach(look)
    return found
  }
}
