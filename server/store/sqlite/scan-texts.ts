import type { Database } from 'bun:sqlite'
import { fold, occursIn, type SearchWord } from '#server/domain/search-words'

export type TextScan = {
  /** Whether each of the words is in some text of the conversation; null where no more rows may be read. */
  has: (chat: number, words: SearchWord[]) => boolean | null
}

type Row = { seq: number; text: string | null }

const fewRows = 8
const manyRows = 128

/** Looks for words in the texts themselves, the newest first; in no more than `mostRows` rows altogether. */
export const createTextScan = (database: Database): ((mostRows: number) => TextScan) => {
  const textsBefore = database.prepare<Row, [number, number, number]>(
    `SELECT seq, text FROM messages WHERE chat = ? AND filed = 1 AND seq < ? AND deleted = 0 ORDER BY seq DESC LIMIT ?`,
  )

  function* textsOf(chat: number): Generator<string> {
    let limit = fewRows
    for (let before: number | undefined = Number.MAX_SAFE_INTEGER; before !== undefined; limit = manyRows) {
      const rows: Row[] = textsBefore.all(chat, before, limit)
      for (const { text } of rows) yield text ?? ''
      before = rows.length === limit ? rows.at(-1)?.seq : undefined
    }
  }

  return (mostRows) => {
    let rowsLeft = mostRows
    return {
      has: (chat, words) => {
        let missing = words
        for (const text of textsOf(chat)) {
          if (rowsLeft-- <= 0) return null
          const folded = fold(text)
          missing = missing.filter((word) => !occursIn(folded, word))
          if (missing.length === 0) return true
        }
        return false
      },
    }
  }
}
