import type { Texts } from '#client/i18n/tr'
import type { Chat } from '#client/net/chat'
import type { Reply } from '#client/net/requests'
import type { Drafts } from '#client/platform/drafts'
import type { Rewording } from '#client/platform/rewordings'
import type { Conversation, Entry } from '#client/state/types'
import type { ComposerMode, ReplyTarget } from '#client/views/composer-bar'
import { listenToKeys, listenToTouch } from '#client/views/message-gestures'
import { type MenuChoice, openMessageMenu } from '#client/views/message-menu'
import { quotedText } from '#client/views/quoted'
import type { RowActions } from '#client/views/row-parts'
import { showToast } from '#client/views/toast'
import { limits } from '#protocol/limits'
import type { Side } from '#protocol/messages'
import { createRewording } from './rewording.ts'

type Composer = {
  focus: () => void
  reply: (target: ReplyTarget | null) => void
  mode: () => ComposerMode
  edit: (id: number, text: string) => void
  resumeEdit: (rewording: Rewording, original: string) => void
}

type MessageWorkPorts = {
  t: Texts
  self: Side
  chat: Pick<Chat, 'conversation' | 'rooms'>
  drafts: Drafts
  /** The conversation that is open at that moment. */
  chatId: () => string | null
  composer: () => Composer
  list: () => { element: HTMLElement; reveal: (id: number) => boolean }
  /** "Reply to …" for a message of the other side. */
  replyingToOther: () => string
  /** What only this side can do with a message. */
  moreChoices?: (entry: Entry) => MenuChoice[]
}

/** What a person does with single messages: answer, react, edit, copy, follow a quote. The same on both sides. */
export const createMessageWork = (ports: MessageWorkPorts) => {
  const { t, chat, chatId, composer, list } = ports

  const inOpen = <R>(run: (chatId: string) => R): R | null => {
    const open = chatId()
    return open === null ? null : run(open)
  }
  const opened = (): Conversation | null => inOpen((open) => chat.conversation(open))
  const entryOf = (id: number): Entry | null => opened()?.entries.findLast((entry) => entry.id === id) ?? null

  const react = async (id: number, emoji: string | null): Promise<void> => {
    const reply = await inOpen((open) => chat.rooms.react(open, id, emoji))
    if (reply && !reply.ok) void showToast(t.reactFailed(reasonOf(reply.code, t)))
  }
  const jumpTo = async (id: number): Promise<void> => {
    const from = chatId()
    const isLoaded = from !== null && (await chat.rooms.loadUntil(from, id))
    if (chatId() !== from) return
    if (!isLoaded || !list().reveal(id)) void showToast(t.quotedMissing)
  }
  const targetOf = ({ id, mine, role, type, text, call }: Entry): ReplyTarget => ({
    id: id ?? 0,
    role,
    title: mine ? t.replyingToSelf : ports.replyingToOther(),
    text: quotedText({ type, text, call }, t),
  })
  const reply = (id: number): void => {
    const entry = entryOf(id)
    if (!entry) return
    composer().reply(targetOf(entry))
    composer().focus()
  }
  const edit = ({ id, text }: Entry): void => {
    if (id !== null) composer().edit(id, text)
  }
  const editLast = (): void => {
    const last = opened()?.entries.findLast(({ mine, id }) => mine && id !== null)
    if (last && minutesLeft(last) > 0) edit(last)
  }
  const saveEdit = async (id: number, text: string): Promise<boolean> => {
    const reply = await inOpen((open) => chat.rooms.edit(open, id, text))
    if (reply?.ok) return true
    const entry = entryOf(id)
    void showToast(reply ? whyNotEdited(reply, entry, t) : t.messageGone)
    return false
  }
  const choicesFor = (entry: Entry): MenuChoice[] => [
    { icon: 'reply', text: t.reply, onChoose: () => reply(entry.id ?? 0) },
    ...(minutesLeft(entry) > 0
      ? [{ icon: 'edit' as const, text: t.edit, hint: t.minutesLeft(minutesLeft(entry)), onChoose: () => edit(entry) }]
      : []),
    ...(ports.moreChoices?.(entry) ?? []),
  ]
  const openMenu = (id: number, anchor: HTMLElement): void => {
    const entry = entryOf(id)
    const conversation = opened()
    if (!entry || !conversation) return
    openMessageMenu({
      t,
      entry,
      anchor,
      ownReaction: entry.reactions[ports.self] ?? null,
      choices: choicesFor(entry),
      onReact: (emoji) => void react(id, emoji),
      onCopied: () => void showToast(t.copied),
    })
  }
  /** A message that is gone cannot be answered; one of a draft can as soon as it is loaded. */
  const followReply = (conversation: Conversation | null): void => {
    if (!conversation?.loaded) return
    const { chatId: open } = conversation
    const kept = ports.drafts.readReply(open)
    if (kept === null) return
    const mode = composer().mode()
    if (mode.kind === 'edit') return
    const entry = conversation.entries.findLast(({ id }) => id === kept)
    if (entry && !mode.reply) composer().reply(targetOf(entry))
    if (!entry && mode.reply) composer().reply(null)
  }

  const rewording = createRewording(ports)
  const gestures = { onMenu: openMenu, onReply: reply, onLeave: () => composer().focus() }
  return {
    actions: {
      onJumpTo: (id: number) => void jumpTo(id),
      onReact: (id: number, emoji: string | null) => void react(id, emoji),
      onMenu: openMenu,
    } satisfies RowActions,
    listen: (element: HTMLElement): void => {
      listenToTouch(element, gestures)
      listenToKeys(element, gestures)
    },
    reply,
    saveEdit,
    editLast,
    replyToLast: (): void => {
      const last = opened()?.entries.findLast(({ id, role }) => id !== null && role !== 'system')
      if (last?.id) reply(last.id)
    },
    /** What was begun here before goes on: an answer, and a new wording. */
    followDraft: (conversation: Conversation | null): void => {
      followReply(conversation)
      rewording.resume(conversation)
    },
    keepRewording: rewording.keep,
    keepReply: (id: number | null): void => {
      inOpen((open) => ports.drafts.keepReply(open, id))
    },
  }
}

const minutesLeft = ({ editable, createdAt }: Entry): number =>
  editable ? Math.ceil((createdAt + limits.editWithinMs - Date.now()) / 60_000) : 0

// Nobody knows whether the request arrived; for the person both are the missing connection.
const reasonOf = (code: string, t: Texts): string => {
  if (code === 'not_found') return t.messageGone
  return t.failure(code === 'line' || code === 'timeout' ? 'offline' : code)
}

const whyNotEdited = ({ code }: Reply & { ok: false }, entry: Entry | null, t: Texts): string => {
  if (code === 'forbidden' && entry && minutesLeft(entry) <= 0) return t.editTooLate
  return t.editFailed(reasonOf(code, t))
}
