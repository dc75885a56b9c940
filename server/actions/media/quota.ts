import type { Side } from '#protocol/messages'
import type { MediaStore } from '#server/store/media-ports'
import type { Conversation } from '#server/store/ports'

type Deps = { store: { media: Pick<MediaStore, 'bytesOf'> }; mostBytes: number }

/**
 * What a conversation's visitor may have stored in it; the admin is bound by the disk alone. Resolves to what says that
 * these bytes are stored, or will not be, and to null where they are too many. Until then others see them as stored.
 */
export const createQuota = ({ store, mostBytes }: Deps) => {
  const underWay = new Map<string, number>()

  const count = (chatId: string, bytes: number): number => {
    const left = (underWay.get(chatId) ?? 0) + bytes
    if (left === 0) underWay.delete(chatId)
    else underWay.set(chatId, left)
    return left
  }

  return async (conversation: Conversation, side: Side, bytes: number): Promise<(() => void) | null> => {
    if (side === 'admin' || mostBytes === 0) return () => undefined
    const { chatId } = conversation
    // Counted before the store is asked: what is stored meanwhile is counted twice rather than not at all.
    const waiting = count(chatId, bytes)
    const end = (): void => void count(chatId, -bytes)
    try {
      if ((await store.media.bytesOf(conversation, side)) + waiting <= mostBytes) return end
    } catch (fault) {
      end()
      throw fault
    }
    end()
    return null
  }
}
