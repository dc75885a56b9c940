import type { Side } from '#protocol/messages'
import { storage } from './storage.ts'

export type Drafts = {
  read: (chatId: string) => string
  keep: (chatId: string, text: string) => void
  /** The message that the beginning answers. */
  readReply: (chatId: string) => number | null
  keepReply: (chatId: string, id: number | null) => void
  /** Its conversation is gone. */
  forget: (chatId: string) => void
  /** The conversations of before are gone. */
  keepOnly: (chatId: string) => void
  /** Every conversation that holds an unsent beginning. */
  all: () => ReadonlyMap<string, string>
}

/** What stands in the composer and is not sent yet, for each conversation, across reloads. */
export const createDrafts = (side: Side): Drafts => {
  const prefix = `konusma:draft:${side}:`
  const keep = (chatId: string, text: string): void => {
    if (text.trim() === '') storage.remove(prefix + chatId)
    else storage.write(prefix + chatId, text)
  }
  const replyPrefix = `konusma:reply:${side}:`
  const keepReply = (chatId: string, id: number | null): void => {
    if (id === null) storage.remove(replyPrefix + chatId)
    else storage.write(replyPrefix + chatId, String(id))
  }
  const forget = (chatId: string): void => {
    keep(chatId, '')
    keepReply(chatId, null)
  }
  return {
    forget,
    keepOnly: (chatId) => {
      const own = storage.keys().filter((key) => key.startsWith(prefix) || key.startsWith(replyPrefix))
      for (const key of own) if (!key.endsWith(`:${chatId}`)) storage.remove(key)
    },
    readReply: (chatId) => Number(storage.read(replyPrefix + chatId)) || null,
    keepReply,
    read: (chatId) => storage.read(prefix + chatId) ?? '',
    keep,
    all: () => {
      const own = storage.keys().filter((key) => key.startsWith(prefix))
      return new Map(own.map((key) => [key.slice(prefix.length), storage.read(key) ?? '']))
    },
  }
}
