import type { Database } from 'bun:sqlite'
import { fold, occursIn, type SearchWord } from '#server/domain/search-words'

export type WordIndex = {
  /** The messages in which it begins a word, of those that are indexed; null where they are more than `most`. */
  idsOf: (word: SearchWord, most: number) => Set<number> | null
  /** The same for any number. For a word with a sign in it all texts are read, bit by bit, others served between. */
  allIdsOf: (word: SearchWord) => Promise<Set<number>>
  /** The newest message that is indexed. */
  reaches: () => number
}

const lastLetter = '\u{10FFFF}'
const idsAtOnce = 4000

/**
 * The list of terms is read, not matched against: a match of the beginning of a common word first puts together all that
 * have it, here reading ends where they are too many to be of use.
 */
export const createWordIndex = (database: Database): WordIndex => {
  const idsBetween = database.prepare<[number], [string, string, number]>(
    'SELECT doc FROM message_terms WHERE term >= ? AND term <= ? LIMIT ?',
  )
  const textOf = database.prepare<{ text: string | null }, [number]>('SELECT text FROM messages WHERE id = ?')
  const textsWith = database.prepare<{ id: number; text: string }, [number, number, string]>(
    'SELECT id, text FROM messages WHERE id > ? AND id <= ? AND deleted = 0 AND instr(text, ?) > 0',
  )
  const indexedUpTo = database.prepare<{ id: number }, []>(
    "SELECT CAST(value AS INTEGER) AS id FROM meta WHERE key = 'indexed_up_to'",
  )

  const isIn = (id: number, word: SearchWord): boolean => occursIn(fold(textOf.get(id)?.text ?? ''), word)

  const idsOf: WordIndex['idsOf'] = (word, most) => {
    if (!word.token) return new Set()
    const { text, isOpen, isAll } = word.token
    const limit = most === Number.POSITIVE_INFINITY ? -1 : most + 1
    const rows = idsBetween.values(text, isOpen ? text + lastLetter : text, limit) as [number][]
    if (rows.length > most) return null
    const ids = rows.map(([id]) => id)
    return new Set(isAll ? ids : ids.filter((id) => isIn(id, word)))
  }

  const allIdsOf: WordIndex['allIdsOf'] = async (word) => {
    const sign = signOf(word)
    if (!sign) return idsOf(word, Number.POSITIVE_INFINITY) ?? new Set()
    const ids = new Set<number>()
    const last = indexedUpTo.get()?.id ?? 0
    for (let from = 0; from < last; from += idsAtOnce) {
      for (const { id, text } of textsWith.all(from, from + idsAtOnce, sign))
        if (occursIn(fold(text), word)) ids.add(id)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return ids
  }

  return { idsOf, allIdsOf, reaches: () => indexedUpTo.get()?.id ?? 0 }
}

/** What folding leaves as it is: a text without it need not be folded. */
const signOf = ({ folded, token }: SearchWord): string | undefined =>
  token && !token.isAll ? folded.match(/[^\p{L}\p{N}\p{M}]+/u)?.[0] : undefined
