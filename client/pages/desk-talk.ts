import type { Api } from '#client/net/api'
import type { Drafts } from '#client/platform/drafts'
import { searchWords } from '#client/state/highlight'
import type { Conversation } from '#client/state/types'
import { createBanner } from '#client/views/banner'
import { createComposer } from '#client/views/composer'
import { el } from '#client/views/element'
import { createFoundBanner } from '#client/views/found-banner'
import { createMarking } from '#client/views/marking'
import { createMessageList } from '#client/views/message-list'
import { createNameOf } from '#client/views/speaker'
import { createTalk } from '#client/views/talk'
import { createThreadHeader } from '#client/views/thread-header'
import { showToast } from '#client/views/toast'
import { createAttaching } from './attaching.ts'
import type { CallDoorway } from './call-doorway.ts'
import type { DeskModel } from './desk-model.ts'
import { createDeskPicking } from './desk-picking.ts'
import { createMessageWork } from './message-work.ts'
import { hasKeyboard, type Words } from './page.ts'

type DeskTalkPorts = {
  api: Pick<Api, 'deleteMessages'>
  drafts: Drafts
  adminName: string
  calls: Pick<CallDoorway, 'ring' | 'isInCall'>
  onDetails: () => void
}

/** The open conversation at the desk. */
export const createDeskTalk = (model: DeskModel, ports: DeskTalkPorts, words: Words) => {
  const { header, banner, found, marking, messages, composer, picking, work, attaching } = createParts(
    model,
    ports,
    words,
  )
  let drawnChatId: string | null = null
  let wanted: { chatId: string; id: number } | null = null

  const jump = async (chatId: string, id: number): Promise<void> => {
    const isLoaded = await model.chat.rooms.loadUntil(chatId, id)
    if (model.openChatId !== chatId) return
    update()
    if (!isLoaded || !messages.reveal(id)) void showToast(words.t.hitGone)
  }
  const followWanted = (conversation: Conversation | null): void => {
    if (wanted?.chatId !== model.openChatId) wanted = null
    if (!wanted || !conversation?.loaded) return
    const { chatId, id } = wanted
    wanted = null
    void jump(chatId, id)
  }
  const turnTo = (chatId: string | null): void => {
    drawnChatId = chatId
    picking.clear()
    composer.setDraft(chatId === null ? '' : ports.drafts.read(chatId))
    composer.update({ disabled: chatId === null })
  }
  const followSearch = (chatId: string | null): void => {
    const state = chatId === null ? null : model.chat.rooms.state(chatId)
    model.hits.follow({ chatId, q: model.search.state.found, rev: state?.loaded ? state.rev : null })
    found.update(model.hits.place)
    marking.show(searchWords(model.hits.lit), messages.element)
  }
  const update = (): void => {
    const chatId = model.openChatId
    followSearch(chatId)
    const isOther = chatId !== drawnChatId
    if (isOther) turnTo(chatId)
    const conversation = picking.visible(chatId === null ? null : model.chat.conversation(chatId))
    messages.update(conversation)
    // Only now: beside a list of nothing the composer is not drawn, and takes no focus.
    if (isOther && chatId !== null && model.takesFocus && hasKeyboard()) composer.focus()
    const canCall = model.chat.line.phase === 'open' && !ports.calls.isInCall()
    header.update(conversation && { ...whose(model, conversation), canCall })
    banner.update(model.chat.line, conversation?.recalledAt)
    work.followDraft(conversation)
    followWanted(conversation)
  }
  turnTo(null)
  const above = el('div')
  const notice = el('div')
  const banners = { banner: banner.element, notice, found: found.element }
  const columns = { above, header: header.element, ...banners, messages: messages.element, composer: composer.element }
  const { element } = createTalk(columns)
  attaching.listen(element)
  return {
    /** Where the running call stands while it is minimised. */
    above,
    notice,
    element,
    update,
    /** Opens a conversation at one of its messages, with those around it. */
    reveal: (chatId: string, id: number): void => {
      wanted = { chatId, id }
      model.open(chatId, { takesFocus: false })
      update()
    },
    focus: () => composer.focus(),
    record: attaching.record,
    replyToLast: work.replyToLast,
    choose: () => picking.picking.choose(),
    isChoosing: () => picking.picking.isChoosing(),
    stopChoosing: () => picking.clear(),
  }
}

/** What is written, read or asked for concerns the conversation that is open at that moment. */
const createParts = (model: DeskModel, ports: DeskTalkPorts, words: Words) => {
  const { t, lang } = words
  const { drafts, adminName } = ports
  const { rooms, outbox } = model.chat
  const inOpen = (run: (chatId: string) => void): void => {
    if (model.openChatId !== null) run(model.openChatId)
  }
  const ring = (video: boolean) => inOpen((chatId) => ports.calls.ring(chatId, video))
  const onBack = (): void => model.close()
  const header = createThreadHeader({ t, lang, onBack, onDetails: ports.onDetails, onCall: () => ring(false) })
  const banner = createBanner({ t, lang, onRetry: () => model.chat.retryLine() })
  const found = createFoundBanner({
    t,
    onNewer: () => model.hits.step('newer'),
    onOlder: () => model.hits.step('older'),
    onClose: () => model.hits.leave(),
    onLost: () => messages.element.querySelector<HTMLElement>('#msgs')?.focus({ preventScroll: true }),
  })
  const marking = createMarking()
  const picking = createDeskPicking({ t, api: ports.api, model, list: () => messages.element })
  const work = createMessageWork({
    t,
    self: 'admin',
    // What is deleted on this screen is neither answered nor edited.
    chat: { rooms, conversation: (chatId) => picking.visible(model.chat.conversation(chatId)) },
    drafts,
    chatId: () => model.openChatId,
    composer: () => composer,
    list: () => messages,
    replyingToOther: () => replyingTo(model, t),
    moreChoices: picking.choicesFor,
  })
  const nameOf = createNameOf({ t, self: 'admin', adminName })
  const attaching = createAttaching({
    words,
    outbox,
    chatId: () => model.openChatId,
    conversation: () => picking.visible(model.openChatId === null ? null : model.chat.conversation(model.openChatId)),
    composer: () => composer,
    nameOf: (speaker) => (speaker.role === 'user' ? visitorsName(model) : null) ?? nameOf(speaker),
    onReply: work.reply,
    self: 'admin',
    onCall: ring,
  })
  const messages = createMessageList({
    t,
    lang,
    self: 'admin',
    adminName,
    onOlder: () => inOpen((chatId) => void rooms.loadOlder(chatId)),
    onRetry: (key) => outbox.retry(key),
    onDiscard: (key) => outbox.remove(key),
    onSeen: (id) => inOpen((chatId) => rooms.seen(chatId, id)),
    actions: { ...work.actions, picking: picking.picking, marking, drawing: attaching.drawing },
  })
  const composer = createComposer({
    t,
    keys: attaching.keys,
    onSend: (text, replyTo) => inOpen((chatId) => outbox.write(chatId, text, replyTo)),
    onEdit: work.saveEdit,
    onEditLast: work.editLast,
    onReword: work.keepRewording,
    onReplyTo: work.keepReply,
    onTyping: () => inOpen((chatId) => rooms.typing(chatId)),
    onDraft: (text) => inOpen((chatId) => drafts.keep(chatId, text)),
  })
  header.add(picking.keys)
  picking.listen(messages.element)
  work.listen(messages.element)
  return { header, banner, found, marking, messages, composer, picking, work, attaching }
}

const visitorsName = (model: DeskModel): string | null =>
  model.openChatId === null ? null : (model.thread(model.openChatId)?.name ?? null)

const replyingTo = (model: DeskModel, t: Words['t']): string => {
  const name = visitorsName(model)
  return name === null ? t.replyingToVisitor : t.replyingTo(name)
}

// A conversation that no list has loaded yet is called by its CID, which begins with the name.
const whose = (model: DeskModel, { chatId, cid, other, otherTyping }: Conversation) => {
  const thread = model.thread(chatId)
  const name = thread?.name ?? cid.replace(/-[^-]*$/, '')
  const presence = other ?? (thread && { online: thread.online, lastSeen: null })
  const { blocked = false, archived = false } = thread ?? {}
  return { name, cid: thread?.cid ?? cid, other: presence, typing: otherTyping, blocked, archived }
}
