import type { Database } from 'bun:sqlite'
import { fold } from '#server/domain/search-words'

/** Names and CIDs as a search looks at them: folded, in memory, so that any part of them is found at once. */
export type Names = {
  set: (key: number, name: string, cid: string) => void
  forget: (key: number) => void
  /** Whether the word is part of the name or the CID. */
  have: (key: number, foldedWord: string) => boolean
  /** All who have it; null where they are more than `most`. */
  keysWith: (foldedWord: string, most: number) => number[] | null
}

export const createNames = (database: Database): Names => {
  // Read by the first search: until then nobody needs them.
  let names: Map<number, string> | null = null

  // A word has no line break, and so never reaches from one into the other.
  const toLine = (name: string, cid: string): string => `${fold(name)}\n${fold(cid)}`

  const all = (): Map<number, string> => {
    names ??= new Map(
      database
        .query<{ id: number; name: string; cid: string }, []>('SELECT id, name, cid FROM chat_sessions')
        .all()
        .map(({ id, name, cid }) => [id, toLine(name, cid)]),
    )
    return names
  }

  const keysWith: Names['keysWith'] = (word, most) => {
    const keys: number[] = []
    for (const [key, line] of all()) {
      if (line.includes(word)) keys.push(key)
      if (keys.length > most) return null
    }
    return keys
  }

  return {
    set: (key, name, cid) => void names?.set(key, toLine(name, cid)),
    forget: (key) => void names?.delete(key),
    have: (key, word) => all().get(key)?.includes(word) ?? false,
    keysWith,
  }
}
