import { takeParameter } from '#client/platform/address-parameter'
import type { Drafts } from '#client/platform/drafts'
import { isNarrow } from '#client/platform/narrow'
import { countUnreadThreads } from '#client/state/threads'
import { createDesk } from '#client/views/desk'
import { showShortcuts } from '#client/views/shortcuts'
import { showToast } from '#client/views/toast'
import { startApp } from './app.ts'
import type { AppMoment } from './app-part.ts'
import type { AppParts } from './app-parts.ts'
import type { CallDoorway } from './call-doorway.ts'
import { createDeskCalls } from './desk-calls.ts'
import { createDeskCare } from './desk-care.ts'
import { createDeskDetails } from './desk-details.ts'
import { openDevices } from './desk-devices.ts'
import { listenToDeskKeys } from './desk-keys.ts'
import { createDeskList } from './desk-list.ts'
import { DeskModel, type DeskModelPorts } from './desk-model.ts'
import { startDeskRinging } from './desk-ringing.ts'
import { deskKeysOf } from './desk-shortcuts.ts'
import { createDeskTalk } from './desk-talk.ts'
import { createFacts } from './facts.ts'
import { type Screen, showLine, type Words } from './page.ts'

export type DeskPorts = Omit<DeskModelPorts, 'onChange' | 'onErased' | 'onReach' | 'onSearchFailed'> & {
  drafts: Drafts
  adminName: string
  words: () => Words
  onLanguage: () => void
  onSignOut: () => void
}

/** The admin's page: the list of conversations, the one that is open, and who that is with. */
export const startDesk = (ports: DeskPorts): Screen => {
  let views: Views | null = null
  const onErased = (chatId: string, wasOpen: boolean): void => {
    ports.drafts.forget(chatId)
    if (wasOpen) void showToast(ports.words().t.threadGone)
  }
  const ringing = startDeskRinging(ports.devices)
  const onChange = (): void => {
    ringing.look(model)
    views?.update()
  }
  const onReach = (chatId: string, id: number): void => views?.talk.reveal(chatId, id)
  const onSearchFailed = (code: string): void => {
    const { t } = ports.words()
    void showToast(t.searchFailed(t.failure(code)))
  }
  const model = new DeskModel({ ...ports, onErased, onReach, onSearchFailed, onChange })
  const app = startApp({ side: 'admin', adminName: ports.adminName, words: ports.words, onChange: () => app.look() })
  const calls = createDeskCalls({
    ...ports,
    model,
    clock: ports.devices.clock,
    onWrite: () => views?.talk.focus(),
    onRecord: () => views?.talk.record(),
    onChange: () => views?.update(),
  })
  model.start(calls)
  // The shortcut of the app leads to who waits, and with them the desk begins.
  takeParameter('shortcut')
  const leaving = new AbortController()
  addEventListener('pagehide', () => model.notes.flush(), { signal: leaving.signal })

  const draw = (words: Words): HTMLElement => {
    views?.stop()
    views = createViews(model, ports, { app, calls }, words)
    return views.element
  }
  const stop = (): void => {
    leaving.abort()
    ringing.stop()
    app.stop()
    calls.stop()
    views?.stop()
    // What is still on its way must not draw over the next screen.
    views = null
    model.stop()
  }
  return { draw, shown: () => views?.update(), stop }
}

type Views = ReturnType<typeof createViews>

type Around = { app: AppParts; calls: CallDoorway }

const createViews = (model: DeskModel, ports: DeskPorts, around: Around, words: Words) => {
  const { calls } = around
  const app = around.app.draw(words)
  const call = calls.draw()
  const { t } = words
  const { api } = ports
  const { clock } = ports.devices
  const care = createDeskCare({ t, api, model, clock })
  const onGone = (): void => ports.onEnd('gone')
  const list = createDeskList(
    model,
    {
      ...ports,
      app,
      onDevices: () => openDevices({ api, clock, now: () => model.now(), onGone }, words),
      onShortcuts: () => showShortcuts(t),
      onHit: (chatId, id) => talk.reveal(chatId, id),
      onWrite: () => talk.focus(),
      onRemove: care.remove,
      onArchive: care.archive,
      // A deletion that waits needs the session.
      onSignOut: () => void care.finish().then(ports.onSignOut),
    },
    words,
  )
  const facts = createFacts({ api, clock, onChange: () => model.redraw() })
  const details = createDeskDetails(model, care, facts, words)
  const talk = createDeskTalk(model, { ...ports, calls, onDetails: details.open }, words)
  const desk = createDesk({ threads: list.element, talk: talk.element, details: details.element })
  const stopKeys = listenToDeskKeys(
    deskKeysOf(model, list, talk, () => showShortcuts(t)),
    list.search.focus,
  )

  const update = (): void => {
    if (model.openChatId !== null) seek(model, model.openChatId)
    // Before it is drawn: where one pane shows at a time, the other has no sizes and takes no focus.
    desk.show(model.openChatId === null ? 'list' : 'talk')
    // Where one pane shows at a time, they stand in that one.
    const isTalk = model.openChatId !== null
    stand(app.notice, isTalk && isNarrow() ? talk.notice : list.notice)
    stand(call, isTalk || !isNarrow() ? talk.above : list.notice)
    list.update()
    talk.update()
    details.update()
    showLine(model.chat.line)
    around.app.update(momentOf(model))
    document.title = t.unreadTitle(countUnreadThreads(model.listed('waiting')), t.deskTitle)
  }
  const stop = (): void => {
    stopKeys()
    details.stop()
  }
  return { element: desk.element, talk, update, stop }
}

const stand = (element: HTMLElement, place: HTMLElement): void => {
  if (element.parentElement !== place) place.append(element)
}

const momentOf = (model: DeskModel): AppMoment => {
  const hasAnswer = model.listed('all').some(({ last_message: last }) => last?.role === 'admin')
  return {
    hasSent: hasAnswer,
    hasAnswer,
    unread: countUnreadThreads(model.listed('waiting')),
    hasBanner: model.chat.line.offline,
    openChatId: model.openChatId,
  }
}

const seek = (model: DeskModel, chatId: string): void => {
  const cid = model.chat.conversation(chatId)?.cid ?? ''
  void model.threads.seek(chatId, cid)
}
