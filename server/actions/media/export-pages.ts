import type { Message } from '#protocol/messages'
import type { Conversation, Store } from '#server/store/ports'

type Messages = Pick<Store['messages'], 'page'>

const atOnce = 200

/**
 * All live messages of a conversation as it is now, the oldest first, page by page. The store reads backwards only, so the
 * beginnings of its pages are looked for first: a number is kept for each, not the messages.
 */
export const createPages = async (messages: Messages, conversation: Conversation) => {
  const befores: number[] = []
  let before: number | null = null
  for (;;) {
    const { messages: page, hasMore } = await messages.page(conversation, before, atOnce)
    const [oldest, newest] = [page[0], page.at(-1)]
    if (!oldest || !newest) break
    befores.push(before ?? newest.id + 1)
    if (!hasMore) break
    before = oldest.id
    await letOthers()
  }

  return async function* (): AsyncGenerator<Message[]> {
    let lastId = 0
    for (const end of befores.toReversed()) {
      const { messages: page } = await messages.page(conversation, end, atOnce)
      // Where messages were deleted meanwhile, a page reaches back into the one before.
      const fresh = page.filter(({ id }) => id > lastId)
      lastId = fresh.at(-1)?.id ?? lastId
      if (fresh.length > 0) yield fresh
      await letOthers()
    }
  }
}

export type Pages = Awaited<ReturnType<typeof createPages>>

const letOthers = (): Promise<void> => Bun.sleep(0)
