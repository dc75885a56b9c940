import { foundThreads } from '#client/state/search'
import { createSearchField } from '#client/views/search-field'
import { createSearchResults } from '#client/views/search-results'
import type { DeskModel } from './desk-model.ts'
import type { Words } from './page.ts'

type DeskSearchPorts = {
  /** A message was chosen. */
  onHit: (chatId: string, id: number) => void
}

/** The search of the desk: its field, and what was found. */
export const createDeskSearch = (model: DeskModel, { onHit }: DeskSearchPorts, words: Words) => {
  const { search, deletedThreads, deletedMessages } = model
  const field = createSearchField({
    t: words.t,
    onType: (q) => search.type(q),
    onClear: () => search.clear(),
    onEnter: () => results.first()?.focus(),
    onFirst: () => !search.state.loading && results.first()?.click(),
  })
  const results = createSearchResults({
    ...words,
    onOpen: (chatId) => {
      model.open(chatId)
      model.hits.choose(null)
    },
    onHit: ({ message }) => {
      onHit(message.chat_id, message.id)
      model.hits.choose(message.id)
    },
    onMoreThreads: () => void search.moreThreads(),
    onMoreHits: () => void search.moreHits(),
    onRetry: () => search.retry(),
    onAbove: field.focus,
  })
  results.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    search.clear()
    field.focus()
  })

  const update = (): void => {
    const { state } = search
    const { active, archived, hits } = state
    field.update(state.q)
    if (state.q.trim() === '') return
    const isLeft = ({ message }: (typeof hits)[number]): boolean =>
      !deletedThreads.has(message.chat_id) && !deletedMessages.has(message.id)
    results.update({
      ...state,
      threads: deletedThreads.without(foundThreads(state), ({ chat_id: chatId }) => chatId),
      hasMoreThreads: active.next !== null || archived.next !== null,
      hits: hits.filter(isLeft),
      loading: state.loading || state.loadingMore !== null,
      openChatId: model.openChatId,
      now: model.now(),
    })
  }
  return {
    field: field.element,
    results: results.element,
    focus: field.focus,
    isOn: () => search.state.q.trim() !== '',
    update,
  }
}
