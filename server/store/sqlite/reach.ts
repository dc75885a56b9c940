import type { Database } from 'bun:sqlite'

/** The key of a visitor's conversation; null: the admin. */
type Audience = number | null

/**
 * Who has subscriptions, known without a look into the table: each message asks. It may name somebody who has none any
 * more, until somebody looks in vain, and leaves out nobody.
 */
export type Reach = {
  has: (audience: Audience) => boolean
  /** Said in the transaction that stores one: should it be rolled back, that is a yes too many. */
  add: (audience: Audience) => void
  /** Looks whether there are any left; outside of a transaction. */
  check: (audience: Audience) => void
}

export const createReach = (database: Database): Reach => {
  const anyOf = database.prepare<{ one: number }, [Audience]>(
    'SELECT 1 AS one FROM push_subscriptions WHERE chat IS ? LIMIT 1',
  )
  const all = database.query<{ chat: Audience }, []>('SELECT DISTINCT chat FROM push_subscriptions').all()
  const reached = new Set(all.map(({ chat }) => chat))
  const check: Reach['check'] = (audience) => {
    if (reached.has(audience) && !anyOf.get(audience)) reached.delete(audience)
  }
  return { has: (audience) => reached.has(audience), add: (audience) => void reached.add(audience), check }
}
