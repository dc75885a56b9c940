import type { Database } from 'bun:sqlite'
import type { ThreadFilter } from '#protocol/http'
import { toSearchWords } from '#server/domain/search-words'
import type { ConversationStore, ThreadsPage } from '#server/store/ports'
import type { Filing } from './filing.ts'
import type { ConversationRow, Living } from './living.ts'
import type { Names } from './names.ts'
import { createConversationSearch } from './search-conversations.ts'
import { type Order, orders, type Place, readCursor, startOf, toCursor } from './thread-order.ts'

type Parts = { database: Database; living: Living; filing: Filing; names: Names }

/** A page is found by the place of the last row before it, not by a count of rows: the list moves while it is read. */
export const createList = ({ database, living, filing, names }: Parts): ConversationStore['list'] => {
  const prepare = ({ where, after, by }: Order) =>
    database.prepare<ConversationRow, [number, number, number]>(
      `SELECT * FROM chat_sessions WHERE ${where} AND ${after} ORDER BY ${by} LIMIT ?`,
    )
  const statements = { all: prepare(orders.all), archived: prepare(orders.archived), waiting: prepare(orders.waiting) }
  const search = createConversationSearch({ database, names })

  const everyone = (filter: ThreadFilter, { at, id }: Place, limit: number): ThreadsPage => {
    const rows = statements[filter].all(at, id, limit + 1)
    const { column } = orders[filter]
    const places = rows.map((row) => ({ at: row[column] ?? 0, id: row.id }))
    return { conversations: rows.slice(0, limit).map(living.adopt), next: toCursor(places, limit) }
  }

  const found = async (filter: ThreadFilter, q: string, place: Place, limit: number): Promise<ThreadsPage> => {
    const places = await search(filter, toSearchWords(q), place, limit + 1)
    const conversations = places.slice(0, limit).map(({ id }) => living.byKey(id))
    return { conversations: conversations.filter((one) => one !== null), next: toCursor(places, limit) }
  }

  return async ({ filter, q, cursor, limit }) => {
    const place = cursor === null ? startOf(filter) : readCursor(cursor)
    if (!place) return null
    // The order of the list is that of the table; with a full disk it is the order before the last messages.
    filing.fileNow()
    return q?.trim() ? found(filter, q, place, limit) : everyone(filter, place, limit)
  }
}
