import type { Drafts } from '#client/platform/drafts'
import type { Conversation } from '#client/state/types'
import { createBanner } from '#client/views/banner'
import { createComposer } from '#client/views/composer'
import { createMessageList } from '#client/views/message-list'
import { createTalk } from '#client/views/talk'
import { createThreadHeader } from '#client/views/thread-header'
import type { DeskModel } from './desk-model.ts'
import { hasKeyboard, type Words } from './page.ts'

type DeskTalkPorts = { drafts: Drafts; adminName: string }

/** The open conversation at the desk. */
export const createDeskTalk = (model: DeskModel, ports: DeskTalkPorts, words: Words) => {
  const { header, banner, messages, composer } = createParts(model, ports, words)
  let drawnChatId: string | null = null

  const turnTo = (chatId: string | null): void => {
    drawnChatId = chatId
    composer.setDraft(chatId === null ? '' : ports.drafts.read(chatId))
    composer.update({ disabled: chatId === null })
    if (chatId !== null && hasKeyboard()) composer.focus()
  }
  const update = (): void => {
    const chatId = model.openChatId
    const conversation = chatId === null ? null : model.chat.conversation(chatId)
    messages.update(conversation)
    header.update(conversation && whose(model, conversation))
    banner.update(model.chat.line)
    if (chatId !== drawnChatId) turnTo(chatId)
  }
  turnTo(null)
  const elements = { header: header.element, banner: banner.element, messages: messages.element }
  return { element: createTalk({ ...elements, composer: composer.element }).element, update }
}

/** What is written, read or asked for concerns the conversation that is open at that moment. */
const createParts = (model: DeskModel, { drafts, adminName }: DeskTalkPorts, { t, lang }: Words) => {
  const { rooms, outbox } = model.chat
  const inOpen = (run: (chatId: string) => void): void => {
    if (model.openChatId !== null) run(model.openChatId)
  }
  const header = createThreadHeader({ t, lang, onBack: () => model.close() })
  const banner = createBanner({ t, lang, onRetry: () => model.chat.retryLine() })
  const messages = createMessageList({
    t,
    lang,
    self: 'admin',
    adminName,
    onOlder: () => inOpen((chatId) => void rooms.loadOlder(chatId)),
    onRetry: (key) => outbox.retry(key),
    onDiscard: (key) => outbox.remove(key),
    onSeen: (id) => inOpen((chatId) => rooms.seen(chatId, id)),
  })
  const composer = createComposer({
    t,
    onSend: (text) => inOpen((chatId) => outbox.write(chatId, text)),
    onTyping: () => inOpen((chatId) => rooms.typing(chatId)),
    onDraft: (text) => inOpen((chatId) => drafts.keep(chatId, text)),
  })
  return { header, banner, messages, composer }
}

// A conversation that no list has loaded yet is called by its CID, which begins with the name.
const whose = (model: DeskModel, { chatId, cid, other, otherTyping }: Conversation) => {
  const thread = model.thread(chatId)
  const name = thread?.name ?? cid.replace(/-[^-]*$/, '')
  const presence = other ?? (thread && { online: thread.online, lastSeen: null })
  return { name, cid: thread?.cid ?? cid, other: presence, typing: otherTyping }
}
