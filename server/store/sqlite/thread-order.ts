import type { ThreadFilter } from '#protocol/http'

/** Where a conversation stands in a list: by the time that the list goes by, then by its key. */
export type Place = { at: number; id: number }

export type Order = Readonly<{ where: string; column: 'active_at' | 'waiting_since'; after: string; by: string }>

const newestFirst = {
  column: 'active_at',
  after: '(active_at, id) < (?, ?)',
  by: 'active_at DESC, id DESC',
} as const

/** Each list of conversations, in SQL. */
export const orders: Readonly<Record<ThreadFilter, Order>> = {
  all: { where: 'archived = 0', ...newestFirst },
  archived: { where: 'archived = 1', ...newestFirst },
  waiting: {
    // The + keeps the planner on the index of those who wait.
    where: 'waiting_since IS NOT NULL AND +archived = 0',
    column: 'waiting_since',
    after: '(waiting_since, id) > (?, ?)',
    by: 'waiting_since ASC, id ASC',
  },
}

export const startOf = (filter: ThreadFilter): Place => {
  const end = filter === 'waiting' ? 0 : Number.MAX_SAFE_INTEGER
  return { at: end, id: end }
}

export const readCursor = (cursor: string): Place | null => {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(cursor) ?? []
  return at === undefined || id === undefined ? null : { at: Number(at), id: Number(id) }
}

/** The end of a page of `limit`; null where there is nothing beyond it. */
export const toCursor = (places: Place[], limit: number): string | null => {
  const last = places[limit - 1]
  return last && places.length > limit ? `${last.at}.${last.id}` : null
}
