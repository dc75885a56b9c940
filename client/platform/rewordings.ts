import type { Side } from '#protocol/messages'
import { storage } from './storage.ts'

/** The text of an own message as it is being worded anew. */
export type Rewording = { id: number; text: string }

/** The one of each conversation, across reloads. It goes with the drafts. */
export const createRewordings = (side: Side) => {
  const keyOf = (chatId: string): string => `konusma:edit:${side}:${chatId}`
  return {
    read: (chatId: string): Rewording | null => {
      const [, id, text = ''] = /^(\d+) (.*)$/s.exec(storage.read(keyOf(chatId)) ?? '') ?? []
      return id === undefined ? null : { id: Number(id), text }
    },
    keep: (chatId: string, rewording: Rewording | null): void => {
      if (rewording === null) storage.remove(keyOf(chatId))
      else storage.write(keyOf(chatId), `${rewording.id} ${rewording.text}`)
    },
  }
}
