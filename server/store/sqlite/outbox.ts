import type { Database } from 'bun:sqlite'

/** What is to be said in Telegram; each row is written in the transaction that stores what it is of. */
export type Outbox = {
  addMessage: (chat: number, message: number, at: number) => void
  /** A ring, which has no message before it is over. */
  addRing: (chat: number, callId: string, at: number) => void
}

type Parts = { database: Database; relays: boolean }

/** `relays`: false where no Telegram is configured, and so no row is written. */
export const createOutbox = ({ database, relays }: Parts): Outbox => {
  const message = database.prepare('INSERT INTO outbox (chat, message, created_at) VALUES (?, ?, ?)')
  const ring = database.prepare('INSERT INTO outbox (chat, call, created_at) VALUES (?, ?, ?)')
  return {
    addMessage: (chat, id, at) => {
      if (relays) message.run(chat, id, at)
    },
    addRing: (chat, callId, at) => {
      if (relays) ring.run(chat, callId, at)
    },
  }
}
