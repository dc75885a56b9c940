import type { Clock } from '#client/platform/clock'
import type { Drafts } from '#client/platform/drafts'
import { isNarrow } from '#client/platform/narrow'
import { soundSwitch } from '#client/platform/sound'
import { bannerDelayMs, createBanner } from '#client/views/banner'
import { el } from '#client/views/element'
import { createListHead } from '#client/views/list-head'
import { createListPane } from '#client/views/list-pane'
import { createThreadList } from '#client/views/thread-list'
import type { AppView } from './app-parts.ts'
import { createDeskChoice } from './desk-choice.ts'
import type { DeskModel } from './desk-model.ts'
import { createDeskSearch } from './desk-search.ts'
import type { Words } from './page.ts'

type DeskListPorts = {
  devices: { clock: Clock }
  drafts: Drafts
  app: AppView
  onSignOut: () => void
  onLanguage: () => void
  onDevices: () => void
  onShortcuts: () => void
  onHit: (chatId: string, id: number) => void
  /** The conversation that is open already was pressed. */
  onWrite: () => void
  onRemove: (chatIds: readonly string[]) => Promise<boolean>
  onArchive: (chatIds: readonly string[], archived: boolean) => Promise<void>
}

const waitingTimesEveryMs = 30_000

/** The list of conversations. Waiting times grow by themselves, so it is drawn again now and then. */
export const createDeskList = (model: DeskModel, ports: DeskListPorts, words: Words) => {
  const { threads } = model
  const { t } = words
  const search = createDeskSearch(model, ports, words)
  const choice = createDeskChoice({
    t,
    model,
    archive: ports.onArchive,
    remove: ports.onRemove,
    onLeave: () => head.focus(),
  })
  const press = (chatId: string): void => {
    if (choice.isOn()) choice.toggle(chatId)
    else if (chatId === model.openChatId) ports.onWrite()
    else model.open(chatId)
  }
  const onFilter = threads.show.bind(threads)
  const list = createThreadList({ ...words, onOpen: press, onFilter, onMore: () => void threads.more() })
  const head = createListHead({
    ...ports,
    t,
    choices: ports.app.choices,
    sound: soundSwitch,
    search: search.field,
    onFilter,
    onPick: choice.start,
  })
  const banner = createBanner({ ...words, onRetry: () => model.chat.retryLine() })
  const notice = el('div', {}, ports.app.notice)
  const parts = {
    head: head.element,
    choices: choice.element,
    list: list.element,
    results: search.results,
    notice: el('div', {}, banner.element, notice),
  }
  const pane = createListPane({ t, ...parts })
  const isUnasked = (): boolean => bannerDelayMs(model.chat.line, Date.now()) === 0 && !model.chat.line.isAsking
  let cancelTick = (): void => {}

  const update = (): void => {
    const { filter, state } = threads
    const { next, loaded, loading, failed } = state.lists[filter]
    const listed = model.listed(filter)
    list.update({
      threads: listed,
      filter,
      openChatId: model.openChatId,
      drafts: ports.drafts.all(),
      hasMore: next !== null,
      loading: loading || !loaded,
      // Kept from before and empty: whether really nobody waits, nobody knows.
      failed: failed || (loaded && listed.length === 0 && isUnasked()),
      picked: choice.update(),
      now: model.now(),
    })
    const waiting = { count: model.listed('waiting').length, isLeast: state.lists.waiting.next !== null }
    head.update({ filter, waiting, line: model.chat.line, isSearching: search.isOn() })
    search.update()
    // Else the pane beside it says so.
    if (isNarrow() && model.openChatId === null) banner.update(model.chat.line)
    else banner.hide()
    pane.show({ isChoosing: choice.isOn(), isSearching: search.isOn() && !choice.isOn() })
    cancelTick()
    cancelTick = ports.devices.clock.after(waitingTimesEveryMs, () => pane.element.isConnected && update())
  }
  return { element: pane.element, notice, update, search, choice, focus: list.focus }
}
