import type { Api } from '#client/net/api'
import { Chat } from '#client/net/chat'
import { browserDevices } from '#client/net/devices'
import type { EndReason } from '#client/net/line-ports'
import { takeParameter } from '#client/platform/address-parameter'
import { systemClock } from '#client/platform/clock'
import type { Drafts } from '#client/platform/drafts'
import { createChime, soundSwitch } from '#client/platform/sound'
import { isVisible } from '#client/platform/visibility'
import { createBanner } from '#client/views/banner'
import { createComposer } from '#client/views/composer'
import { createMessageList } from '#client/views/message-list'
import { createNameOf } from '#client/views/speaker'
import { createTalk } from '#client/views/talk'
import { createVisitorHeader } from '#client/views/visitor-header'
import type { Session } from '#protocol/http'
import { startApp } from './app.ts'
import type { AppParts } from './app-parts.ts'
import { createAttaching } from './attaching.ts'
import type { CallDoorway } from './call-doorway.ts'
import { createMessageWork } from './message-work.ts'
import { hasKeyboard, type Screen, showLine, type Words } from './page.ts'
import { isSureToStartOver } from './starting-over.ts'
import { createVisitorCalls } from './visitor-calls.ts'
import { talkedIn } from './visitor-moment.ts'

export type VisitorChatPorts = {
  session: Session
  api: Api
  drafts: Drafts
  words: () => Words
  onLanguage: () => void
  /** The person is sure. */
  onStartOver: () => void
  onEnd: (reason: EndReason) => void
  /** The cookie opens another conversation than this one. */
  onOtherSession: () => void
  onNotKept: () => void
  onHeldUp: () => void
}

export type VisitorChat = Screen & { chat: Chat }

/** The visitor's conversation on the screen. */
export const startVisitorChat = (ports: VisitorChatPorts): VisitorChat => {
  const { session, api, onEnd, onOtherSession, onNotKept, onHeldUp } = ports
  const chatId = session.chat_id
  const chime = createChime(systemClock)
  let views: ReturnType<typeof createViews> | null = null
  let unread = 0
  let isToWrite = takeParameter('shortcut') === 'write'

  const ringFor = (unreadNow: number): void => {
    if (unreadNow > unread && !isVisible()) chime.ring()
    unread = unreadNow
  }

  const chat = new Chat({
    self: 'user',
    devices: browserDevices('user'),
    api,
    isSessionGone: () => api.ownSession().then((own) => !own.ok && own.code === 'unauthenticated'),
    isOurs: (id) => id === chatId,
    onChange: () => {
      ringFor(chat.unread(chatId))
      views?.update()
    },
    onFrame: (frame) => frame.event === 'hello' && frame.data.chat_id !== chatId && onOtherSession(),
    onEnd,
    onRefused: onOtherSession,
    onNotKept,
    onHeldUp,
  })
  const app = startApp({ side: 'user', adminName: session.admin_name, words: ports.words, onChange: () => app.look() })
  const calls = createVisitorCalls({
    ...ports,
    chat,
    onWrite: () => views?.write(),
    onRecord: () => views?.record(),
    onChange: () => views?.update(),
  })
  chat.rooms.open(chatId, session.cid)
  chat.start(calls)

  const draw = (words: Words): HTMLElement => {
    views = createViews(ports, chat, { app, calls }, words)
    return views.element
  }
  const shown = (): void => {
    views?.shown(isToWrite)
    isToWrite = false
  }
  const stop = (): void => {
    chime.stop()
    app.stop()
    calls.stop()
    chat.stop()
  }
  return { chat, draw, shown, stop }
}

type Around = { app: AppParts; calls: CallDoorway }

const createViews = (ports: VisitorChatPorts, chat: Chat, { app, calls }: Around, words: Words) => {
  const { session, drafts, onLanguage, onStartOver } = ports
  const { t, lang } = words
  const { chat_id: chatId, admin_name: adminName } = session
  const { rooms, outbox } = chat
  const startOver = async (): Promise<void> => {
    if (await isSureToStartOver(outbox.of(chatId).length, words)) onStartOver()
  }
  const { choices, notice } = app.draw(words)
  const header = createVisitorHeader({
    t,
    lang,
    adminName,
    sound: soundSwitch,
    choices,
    onCall: () => calls.ring(chatId),
    onStartOver: () => void startOver(),
    onLanguage,
  })
  const banner = createBanner({ t, lang, onRetry: () => chat.retryLine() })
  const work = createMessageWork({
    t,
    self: 'user',
    chat,
    drafts,
    chatId: () => chatId,
    composer: () => composer,
    list: () => messages,
    replyingToOther: () => t.replyingTo(adminName),
  })
  const attaching = createAttaching({
    words,
    outbox,
    chatId: () => chatId,
    conversation: () => chat.conversation(chatId),
    composer: () => composer,
    nameOf: createNameOf({ t, self: 'user', adminName }),
    onReply: work.reply,
    self: 'user',
    onCall: (video) => calls.ring(chatId, video),
  })
  const messages = createMessageList({
    t,
    lang,
    self: 'user',
    adminName,
    onOlder: () => void rooms.loadOlder(chatId),
    onRetry: (key) => outbox.retry(key),
    onDiscard: (key) => outbox.remove(key),
    onSeen: (id) => rooms.seen(chatId, id),
    actions: { ...work.actions, drawing: attaching.drawing },
  })
  const composer = createComposer({
    t,
    keys: attaching.keys,
    onSend: (text, replyTo) => outbox.write(chatId, text, replyTo),
    onEdit: work.saveEdit,
    onEditLast: work.editLast,
    onReword: work.keepRewording,
    onReplyTo: work.keepReply,
    onTyping: () => rooms.typing(chatId),
    onDraft: (text) => drafts.keep(chatId, text),
  })
  composer.setDraft(drafts.read(chatId))
  work.listen(messages.element)
  const parts = {
    header: header.element,
    call: calls.draw(),
    banner: banner.element,
    notice,
    messages: messages.element,
    composer: composer.element,
  }

  const update = (): void => {
    const { line } = chat
    const conversation = chat.conversation(chatId)
    header.update({ line, other: conversation?.other ?? null, isInCall: calls.isInCall() })
    banner.update(line, conversation?.recalledAt)
    messages.update(conversation)
    work.followDraft(conversation)
    showLine(line)
    const unread = chat.unread(chatId)
    app.update({ ...talkedIn(conversation), unread, hasBanner: banner.element.hasChildNodes() })
    document.title = t.unreadTitle(unread, t.visitorTitle(adminName))
  }
  const shown = (isToWrite: boolean): void => {
    update()
    if (isToWrite || hasKeyboard()) composer.focus()
  }
  const { element } = createTalk({ id: 'chatArea', ...parts })
  attaching.listen(element)
  return { element, update, shown, write: () => composer.focus(), record: attaching.record }
}
