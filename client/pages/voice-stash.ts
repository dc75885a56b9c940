import type { Sound } from '#client/platform/recorder'

// Beside what is drawn: it outlives another language and another conversation.
const stashed = new Map<string, Sound>()

/** Voice notes that wait for their conversation to be opened again; gone with the page. */
export const voiceStash = {
  keep: (chatId: string, sound: Sound): void => void stashed.set(chatId, sound),
  /** It is there once. */
  take(chatId: string): Sound | null {
    const sound = stashed.get(chatId) ?? null
    stashed.delete(chatId)
    return sound
  },
  isEmpty: (): boolean => stashed.size === 0,
}
