import type { ChatData, ChatEvent } from '#protocol/client-frames'
import { limits } from '#protocol/limits'
import { done, type Outcome, refuse } from '#protocol/refusals'
import type { catchUp } from '#server/actions/chat/catch-up'
import type { editMessage, reactToMessage } from '#server/actions/chat/change-message'
import type { markRead } from '#server/actions/chat/mark-read'
import type { postMessage } from '#server/actions/chat/post-message'
import type { Act, Clock } from '#server/actions/ports'
import type { Conversation, Store } from '#server/store/ports'
import { type Connection, FrameSender } from './connection.ts'
import { historyFrame, presenceFrame, readFrame, typingFrame } from './frames.ts'
import type { Hub } from './hub.ts'
import type { Presence } from './presence.ts'

type Deps = {
  store: Pick<Store, 'conversations' | 'epoch'>
  hub: Hub
  presence: Presence
  clock: Clock
  catchUp: ReturnType<typeof catchUp>
  postMessage: ReturnType<typeof postMessage>
  markRead: ReturnType<typeof markRead>
  editMessage: ReturnType<typeof editMessage>
  reactToMessage: ReturnType<typeof reactToMessage>
}

/** Answers the frame itself and resolves to null, or resolves to the outcome that the frame is to be answered with. */
type Handler<E extends ChatEvent> = (
  connection: Connection,
  data: ChatData<E>,
  id: number | null,
) => Promise<Outcome<null> | null>

export type ChatHandlers = { [E in ChatEvent]: Handler<E> }

const forbidden = refuse('forbidden', 'this conversation is not yours')
const notJoined = refuse('not_joined', 'join this conversation first')

export const createChatHandlers = (deps: Deps): ChatHandlers => {
  const { store, hub, presence, clock, catchUp, postMessage, markRead, editMessage, reactToMessage } = deps

  const findAllowed = async ({ seat }: Connection, chatId: string): Promise<Outcome<Conversation>> => {
    if (seat.home) return seat.home.chatId === chatId ? done(seat.home) : forbidden
    const found = await store.conversations.find(chatId)
    return found ? done(found) : refuse('not_found', 'there is no such conversation')
  }

  const joined = (connection: Connection, chatId: string): Outcome<Conversation> => {
    for (const room of connection.rooms) if (room.chatId === chatId) return done(room)
    const { home } = connection.seat
    return home && home.chatId !== chatId ? forbidden : notJoined
  }

  const join: Handler<'join'> = async (connection, data, id) => {
    const found = await findAllowed(connection, data.chat_id)
    if (!found.ok) return found
    const conversation = found.value
    // First a member, then the read: what is stored from here on reaches this socket by itself.
    hub.enter(connection, conversation)
    const { chatId, cid } = conversation
    const caughtUp = await catchUp(conversation, { since: data.since ?? null, epoch: data.epoch ?? null })
    connection.acknowledge(id, JSON.stringify({ chat_id: chatId, cid, rev: caughtUp.rev, epoch: store.epoch }))
    connection.send(historyFrame(chatId, store.epoch, caughtUp))
    tellWhereTheOthersAre(connection, conversation)
    return null
  }

  const tellWhereTheOthersAre = (connection: Connection, conversation: Conversation): void => {
    const { chatId, adminReadId, userReadId, userSeenAt } = conversation
    if (adminReadId > 0) connection.send(readFrame(chatId, 'admin', adminReadId))
    if (userReadId > 0) connection.send(readFrame(chatId, 'user', userReadId))
    connection.send(
      connection.role === 'admin'
        ? presenceFrame(chatId, 'user', presence.isOnline(conversation), userSeenAt)
        : presenceFrame(chatId, 'admin', presence.isAdminOnline(), presence.adminSeenAt()),
    )
  }

  /** An act that answers its sender itself, in the turn in which the others hear of it. */
  const inRoom =
    <D extends { chat_id: string }>(act: Act<D>) =>
    async (connection: Connection, data: D, id: number | null): Promise<Outcome<null> | null> => {
      const room = joined(connection, data.chat_id)
      if (!room.ok) return room
      const outcome = await act(room.value, connection.role, data, new FrameSender(connection, id))
      return outcome.ok ? null : outcome
    }

  const typing: Handler<'chat:typing'> = async (connection, data) => {
    const room = joined(connection, data.chat_id)
    if (!room.ok) return room
    const now = clock()
    if (now - connection.typedAt >= limits.typingEveryMs) {
      connection.typedAt = now
      hub.toRoom(room.value, typingFrame(data.chat_id, connection.role), connection)
    }
    return done(null)
  }

  const read: Handler<'chat:read'> = async (connection, data, id) => {
    const room = joined(connection, data.chat_id)
    if (!room.ok) return room
    await markRead(room.value, connection.role, data.id, new FrameSender(connection, id))
    return done(null)
  }

  return {
    join,
    send: inRoom(postMessage),
    'chat:typing': typing,
    'chat:read': read,
    'chat:edit': inRoom(editMessage),
    'chat:react': inRoom(reactToMessage),
  }
}
