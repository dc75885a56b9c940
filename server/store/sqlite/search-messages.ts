import type { Database } from 'bun:sqlite'
import { fold, occursIn, type SearchWord, toSearchWords } from '#server/domain/search-words'
import type { Hit, MessageStore } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { Living } from './living.ts'
import { type MessageRow, messageColumns, toMessage } from './message-rows.ts'
import { createFindIn } from './search-conversation.ts'
import { efforts, mostIndexedWords } from './search-effort.ts'
import { createWordIndex } from './word-index.ts'

type Parts = { database: Database; living: Living; filing: Filing }
type Row = MessageRow & { chat: number }
type Read = (before: number, limit: number) => Row[]

const rowsAtOnce = { first: 64, next: 512 }
const newestFirst = Number.MAX_SAFE_INTEGER

/** Finds messages in which each word begins a word of the text, newest first. */
export const createMessageSearch = ({ database, living, filing }: Parts): Pick<MessageStore, 'search' | 'searchIn'> => {
  const index = createWordIndex(database)
  const findIn = createFindIn(database)
  const select = `SELECT chat, ${messageColumns} FROM messages WHERE deleted = 0 AND text IS NOT NULL`
  const newest = database.prepare<Row, [number, number, number]>(
    `${select} AND id < ? AND id > ? ORDER BY id DESC LIMIT ?`,
  )
  const among = database.prepare<Row, [number, string, number]>(
    `${select} AND id < ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?`,
  )

  const everywhere = async (words: SearchWord[], before: number, limit: number): Promise<Row[]> => {
    const reaches = index.reaches()
    const readFresh: Read = (from, rows) => newest.all(from, reaches, rows)
    const fresh = scan(readFresh, words, before, limit, Number.POSITIVE_INFINITY).found
    const left = limit - fresh.length
    return left === 0 ? fresh : [...fresh, ...(await indexed(words, Math.min(before, reaches + 1), left))]
  }

  const indexed = async (words: SearchWord[], before: number, limit: number): Promise<Row[]> => {
    for (const { hits, rows } of efforts) {
      const ids = await idsOfRarest(words, hits)
      const read: Read = (from, most) => (ids ? among.all(from, JSON.stringify(ids), most) : newest.all(from, 0, most))
      const { found, isWhole } = scan(read, words, before, limit, ids ? Number.POSITIVE_INFINITY : rows)
      if (isWhole) return found
    }
    return []
  }

  /** Every message with the word that the fewest have; null where each has too many. */
  const idsOfRarest = async (words: SearchWord[], most: number): Promise<number[] | null> => {
    const known: Set<number>[] = []
    for (const word of words.slice(0, mostIndexedWords)) {
      const found = most === Number.POSITIVE_INFINITY ? await index.allIdsOf(word) : index.idsOf(word, most)
      if (found) known.push(found)
    }
    const rarest = known.toSorted((one, other) => one.size - other.size)[0]
    return rarest ? [...rarest] : null
  }

  const search: MessageStore['search'] = async ({ q, before, limit }) => {
    const words = wordsOf(q)
    filing.fileNow()
    const rows = words.length === 0 ? [] : await everywhere(words, before ?? newestFirst, limit + 1)
    return { hits: rows.slice(0, limit).flatMap(toHit), hasMore: rows.length > limit }
  }

  const searchIn: MessageStore['searchIn'] = async ({ q, conversation, before, after, limit }) => {
    const words = wordsOf(q)
    filing.fileNow()
    const ids = words.length === 0 ? [] : await findIn(conversation.key, words)
    const start = countAbove(ids, (before ?? newestFirst) - 1)
    const end = after === null ? start + limit : countAbove(ids, after)
    const newer = after === null ? start : Math.max(0, end - limit)
    const rows = among.all(newestFirst, JSON.stringify(ids.slice(newer, end)), limit)
    const hasMore = after === null ? end < ids.length : newer > 0
    return { hits: rows.flatMap(toHit), hasMore, total: ids.length, newer }
  }

  return { search, searchIn }

  function toHit({ chat, ...row }: Row): Hit[] {
    const conversation = living.byKey(chat)
    return conversation ? [{ message: toMessage(row, conversation.chatId), conversation }] : []
  }
}

/** None where one of them can be in no message. */
const wordsOf = (q: string): SearchWord[] => {
  const words = toSearchWords(q)
  return words.some(({ token }) => !token) ? [] : words
}

/** How many of these, the highest first, are above it. */
const countAbove = (ids: readonly number[], id: number): number => {
  const at = ids.findIndex((one) => one <= id)
  return at < 0 ? ids.length : at
}

/** Reads rows, newest first, until enough hold all words or `mostRows` are read: then it is not the whole answer. */
const scan = (read: Read, words: SearchWord[], before: number, limit: number, mostRows: number) => {
  const found: Row[] = []
  let from = before
  let rowsLeft = mostRows
  for (let most = rowsAtOnce.first; rowsLeft > 0; most = rowsAtOnce.next) {
    const rows = read(from, most)
    for (const row of rows) {
      const folded = fold(row.text ?? '')
      if (words.every((word) => occursIn(folded, word))) found.push(row)
      from = row.id
      if (found.length === limit) return { found, isWhole: true }
    }
    if (rows.length < most) return { found, isWhole: true }
    rowsLeft -= rows.length
  }
  return { found, isWhole: false }
}
