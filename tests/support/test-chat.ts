import { Chat, type ChatPorts } from '#client/net/chat'
import type { Conversation } from '#client/state/types'
import type { FakeTab } from './fake-browser.ts'
import { refusingApi } from './refusing-api.ts'
import { createWatch } from './watch.ts'

type Options = Partial<Pick<ChatPorts, 'self' | 'isSessionGone' | 'isOurs'>> & { api?: Partial<ChatPorts['api']> }

/** A page's chat without a page: what would be drawn is told to a watch. */
export const createTestChat = (tab: FakeTab, chatId: string, options: Options = {}) => {
  const shown = createWatch<Conversation>()
  const refused = createWatch<string>()
  const notKept = createWatch<true>()
  const ends = createWatch<string>()
  const heldUp = createWatch<true>()
  const chat = new Chat({
    self: options.self ?? 'user',
    devices: tab,
    api: { ...refusingApi, ...options.api },
    isSessionGone: options.isSessionGone ?? (async () => false),
    isOurs: options.isOurs ?? ((id) => id === chatId),
    onChange: () => {
      const conversation = chat.conversation(chatId)
      if (conversation) shown.tell(conversation)
    },
    onFrame: () => {},
    onEnd: ends.tell,
    onRefused: (_, code) => refused.tell(code),
    onNotKept: () => notKept.tell(true),
    onHeldUp: () => heldUp.tell(true),
  })
  const lines = () =>
    chat.conversation(chatId)?.entries.map(({ text, state }) => (state ? `${text} (${state})` : text)) ?? []
  /** Resolves when the conversation shows exactly these lines, own ones with their state. */
  const shows = async (...expected: string[]): Promise<void> => {
    if (lines().join('|') !== expected.join('|')) await shown.until(() => lines().join('|') === expected.join('|'))
  }
  const start = (): void => {
    chat.rooms.open(chatId, '')
    chat.start()
  }
  return { chat, tab, shown, refused, notKept, heldUp, ends, lines, shows, start }
}
