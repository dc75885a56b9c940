import type { Clock } from '#client/platform/clock'
import type { Drafts } from '#client/platform/drafts'
import { selectThreads } from '#client/state/threads'
import { createThreadList } from '#client/views/thread-list'
import type { DeskModel } from './desk-model.ts'
import type { Words } from './page.ts'

type DeskListPorts = { devices: { clock: Clock }; drafts: Drafts; onSignOut: () => void; onLanguage: () => void }

const waitingTimesEveryMs = 30_000

/** The list of conversations. Waiting times grow by themselves, so it is drawn again now and then. */
export const createDeskList = (model: DeskModel, ports: DeskListPorts, words: Words) => {
  const { chat, threads } = model
  const { clock } = ports.devices
  const list = createThreadList({
    ...words,
    onOpen: (chatId) => model.open(chatId),
    onFilter: (filter) => threads.show(filter),
    onMore: () => void threads.more(),
    onSignOut: ports.onSignOut,
    onLanguage: ports.onLanguage,
  })
  let cancelTick = (): void => {}

  const update = (): void => {
    const { filter, state } = threads
    const { next, loading, failed } = state.lists[filter]
    list.update({
      threads: selectThreads(state, filter),
      filter,
      openChatId: model.openChatId,
      drafts: ports.drafts.all(),
      hasMore: next !== null,
      loading,
      failed,
      waiting: { count: state.lists.waiting.ids.length, isLeast: state.lists.waiting.next !== null },
      line: chat.line,
      now: model.now(),
    })
    cancelTick()
    cancelTick = clock.after(waitingTimesEveryMs, () => list.element.isConnected && update())
  }
  return { element: list.element, update }
}
