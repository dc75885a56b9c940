import type { Database } from 'bun:sqlite'
import type { ThreadFilter } from '#protocol/http'
import { fold, occursIn, type SearchWord } from '#server/domain/search-words'
import type { Names } from './names.ts'
import { createTextScan, type TextScan } from './scan-texts.ts'
import { type Effort, efforts, mostIndexedWords } from './search-effort.ts'
import { orders, type Place } from './thread-order.ts'
import { createWordIndex } from './word-index.ts'

type Chats = Set<number>
type Search = (filter: ThreadFilter, words: SearchWord[], from: Place, limit: number) => Promise<Place[]>

const placesAtOnce = 500
const fewChats = 300

/** Finds the conversations in which each word occurs, in a text or in the name or CID, in the order of the list. */
export const createConversationSearch = ({ database, names }: { database: Database; names: Names }): Search => {
  const index = createWordIndex(database)
  const scan = createTextScan(database)
  const lists = createPlaceLists(database)
  const unindexed = database.prepare<{ chat: number; text: string }, [number]>(
    'SELECT chat, text FROM messages WHERE id > ? AND deleted = 0 AND text IS NOT NULL',
  )

  const chatsWith = database.prepare<[number], [string]>(
    'SELECT DISTINCT chat FROM messages WHERE id IN (SELECT value FROM json_each(?))',
  )

  const chatsOf = (ids: Set<number>): Chats =>
    new Set((chatsWith.values(JSON.stringify([...ids])) as [number][]).map(([chat]) => chat))

  const newChats = (words: SearchWord[]): Map<SearchWord, Chats> => {
    const chats = new Map(words.map((word) => [word, new Set<number>()]))
    for (const { chat, text } of unindexed.iterate(index.reaches())) {
      const folded = fold(text)
      for (const [word, found] of chats) if (!found.has(chat) && occursIn(folded, word)) found.add(chat)
    }
    return chats
  }

  /** For each word all conversations that have it; null where it is too common to say. */
  const knownChats = async (words: SearchWord[], { hits }: Effort, fresh: Map<SearchWord, Chats>) => {
    const known: (Chats | null)[] = words.map(() => null)
    for (const [nth, word] of words.slice(0, mostIndexedWords).entries()) {
      const ids = hits === Number.POSITIVE_INFINITY ? await index.allIdsOf(word) : index.idsOf(word, hits)
      known[nth] = ids && chatsOf(ids).union(fresh.get(word) ?? new Set())
    }
    return known
  }

  return async (filter, words, from, limit) => {
    const fresh = newChats(words)
    for (const effort of efforts) {
      const known = await knownChats(words, effort, fresh)
      const candidates = fewest(known, words, names)
      const scanned = scan(effort.rows)
      const have = createHave({ words, known, fresh, names, scanned })
      const places = candidates ? lists.among(filter, candidates, from) : lists.walk(filter, from)
      const found = take(places, ({ id }) => have(id), limit)
      if (found) return found
    }
    return []
  }
}

/** The few among which all that is found must be, by the word that the fewest have; null where they are many. */
const fewest = (known: (Chats | null)[], words: SearchWord[], names: Names): Chats | null => {
  const sizes = known.map((chats) => chats?.size ?? Number.POSITIVE_INFINITY)
  const rarest = sizes.indexOf(Math.min(...sizes))
  const [word, chats] = [words[rarest], known[rarest]]
  if (!word || !chats || chats.size > fewChats) return null
  const named = names.keysWith(word.folded, fewChats)
  return named && chats.union(new Set(named))
}

type Known = {
  words: SearchWord[]
  known: (Chats | null)[]
  fresh: Map<SearchWord, Chats>
  names: Names
  scanned: TextScan
}

/** Whether a conversation has each word; null where that would take too much reading. */
const createHave = ({ words, known, fresh, names, scanned }: Known) => {
  return (chat: number): boolean | null => {
    const unsure: SearchWord[] = []
    for (const [nth, word] of words.entries()) {
      const chats = known[nth]
      if (chats?.has(chat) || fresh.get(word)?.has(chat) || names.have(chat, word.folded)) continue
      if (chats) return false
      unsure.push(word)
    }
    return unsure.length === 0 || scanned.has(chat, unsure)
  }
}

const take = (places: Iterable<Place>, have: (place: Place) => boolean | null, limit: number): Place[] | null => {
  const found: Place[] = []
  for (const place of places) {
    const isFound = have(place)
    if (isFound === null) return null
    if (isFound) found.push(place)
    if (found.length === limit) break
  }
  return found
}

const createPlaceLists = (database: Database) => {
  const prepare = (filter: ThreadFilter) => {
    const { column, where, after, by } = orders[filter]
    const select = `SELECT ${column} AS at, id FROM chat_sessions WHERE ${where} AND ${after}`
    return {
      next: database.prepare<Place, [number, number, number]>(`${select} ORDER BY ${by} LIMIT ?`),
      // The + keeps the planner at the few ids, away from the index of the whole list.
      among: database.prepare<Place, [number, number, string]>(
        `${select.replace('WHERE ', 'WHERE +')} AND id IN (SELECT value FROM json_each(?)) ORDER BY ${by}`,
      ),
    }
  }
  const statements = { all: prepare('all'), archived: prepare('archived'), waiting: prepare('waiting') }

  function* walk(filter: ThreadFilter, from: Place): Generator<Place> {
    for (let last: Place | undefined = from; last; ) {
      const places: Place[] = statements[filter].next.all(last.at, last.id, placesAtOnce)
      yield* places
      last = places.length === placesAtOnce ? places.at(-1) : undefined
    }
  }

  const among = (filter: ThreadFilter, chats: Chats, { at, id }: Place): Place[] =>
    statements[filter].among.all(at, id, JSON.stringify([...chats]))

  return { walk, among }
}
