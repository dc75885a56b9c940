import type { ConversationEvent, ConversationState } from '#client/state/conversation'
import { limits } from '#protocol/limits'
import type { Api } from './api.ts'

type PagingPorts = {
  api: Pick<Api, 'olderMessages' | 'newestMessages'>
  state: (chatId: string) => ConversationState | null
  dispatch: (chatId: string, event: ConversationEvent) => void
  /** How many sockets there were so far. */
  socketCount: () => number
}

export type Paging = {
  older: (chatId: string, limit?: number) => Promise<void>
  until: (chatId: string, id: number) => Promise<boolean>
  /** Resolves to `null`, or to the code of why no answer came. */
  newest: (chatId: string) => Promise<string | null>
}

/** What of a conversation is asked for over HTTP, page by page. */
export const createPaging = ({ api, state, dispatch, socketCount }: PagingPorts): Paging => {
  const underWay = new Map<string, Promise<void>>()
  const firstId = (chatId: string): number => state(chatId)?.messages[0]?.id ?? 0

  const ask = async (chatId: string, before: number, limit?: number): Promise<void> => {
    dispatch(chatId, { type: 'older-asked' })
    const page = await api.olderMessages(chatId, before, limit)
    underWay.delete(chatId)
    const { messages, has_more: hasMore } = page.ok ? page.value : { messages: [], has_more: true }
    dispatch(chatId, page.ok ? { type: 'older', before, messages, hasMore } : { type: 'older-failed' })
  }

  const older: Paging['older'] = (chatId, limit) => {
    const asked = underWay.get(chatId)
    if (asked !== undefined) return asked
    const before = firstId(chatId)
    if (!state(chatId)?.hasOlder || before === 0) return Promise.resolve()
    const asking = ask(chatId, before, limit)
    underWay.set(chatId, asking)
    return asking
  }

  const until: Paging['until'] = async (chatId, id) => {
    while (firstId(chatId) > id) {
      const before = firstId(chatId)
      await older(chatId, limits.pageMessages)
      if (firstId(chatId) === before) return false
    }
    return state(chatId)?.messages.some((message) => message.id === id) ?? false
  }

  const newest: Paging['newest'] = async (chatId) => {
    const asked = socketCount()
    const page = await api.newestMessages(chatId)
    if (!page.ok) return page.code
    const { messages, has_more: hasMore } = page.value
    // A socket that opened meanwhile brought more than this answer knows.
    if (socketCount() === asked) dispatch(chatId, { type: 'asked', messages, hasMore })
    return null
  }

  return { older, until, newest }
}
