import type { Side } from '#protocol/messages'
import { storage } from './storage.ts'

export type Drafts = {
  read: (chatId: string) => string
  keep: (chatId: string, text: string) => void
  /** The message that the beginning answers. */
  readReply: (chatId: string) => number | null
  keepReply: (chatId: string, id: number | null) => void
  /** Its conversation is gone, and with it what was being worded anew there. */
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
  const own = new RegExp(`^konusma:(draft|reply|edit):${side}:`)
  const removeOwn = (isGone: (key: string) => boolean): void => {
    for (const key of storage.keys()) if (own.test(key) && isGone(key)) storage.remove(key)
  }
  return {
    forget: (chatId) => removeOwn((key) => key.endsWith(`:${chatId}`)),
    keepOnly: (chatId) => removeOwn((key) => !key.endsWith(`:${chatId}`)),
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
