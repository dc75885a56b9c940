import type { Message, Thread } from '#protocol/messages'

/** A stored text of the visitor's in `chat-1`; the `rev` is the id where it is not said. */
export const storedMessage = (id: number, change: Partial<Message> = {}): Message => ({
  id,
  rev: id,
  chat_id: 'chat-1',
  client_id: `client-id-${id}`,
  role: 'user',
  type: 'text',
  text: `text ${id}`,
  media_url: null,
  media: null,
  reply_to: null,
  reactions: {},
  created_at: new Date(1_700_000_000_000 + id * 1000).toISOString(),
  edited_at: null,
  deleted: false,
  via: 'web',
  ...change,
})

export const threadRow = (chatId: string, change: Partial<Thread> = {}): Thread => ({
  chat_id: chatId,
  cid: `Eda-${chatId}`,
  name: 'Eda',
  created_at: '2026-01-01T00:00:00.000Z',
  waiting_since: null,
  unread: 0,
  online: false,
  last_message: null,
  archived: false,
  blocked: false,
  note: null,
  ...change,
})
