import type { Side } from '#protocol/messages'
import { closeCodes } from '#protocol/refusals'
import type { Audience, Sender } from '#server/actions/ports'
import type { Conversation } from '#server/store/ports'
import { type Attendance, createAttendance } from './attendance.ts'
import { type Connection, FrameSender } from './connection.ts'
import { erasedFrame, messageFrame, presenceFrame, readFrame, threadFrame, updatedFrame } from './frames.ts'
import { createGazes, type Gazes } from './gazes.ts'
import type { Presence } from './presence.ts'

export type Hub = Audience &
  Pick<Attendance, 'miss' | 'meetAgain' | 'countOf'> &
  Omit<Gazes, 'lookAway'> & {
    add: (connection: Connection) => void
    /** `how` its page went, as far as that can be told. */
    remove: (connection: Connection, how: 'left' | 'cut') => void
    enter: (connection: Connection, conversation: Conversation) => void
    /** To everybody in the room but `except`. */
    toRoom: (conversation: Conversation, frame: string, except: Connection | null) => void
    connections: () => Iterable<Connection>
    admins: () => Iterable<Connection>
    countByRole: () => Record<Side, number>
  }

// What changes in one conversation within this time comes to the admins as one row.
const threadsEveryMs = 50

/** Who is connected, and who hears what. All sends are to single sockets, so that a slow one is seen and ended. */
export const createHub = (presence: Presence): Hub => {
  const everybody = new Set<Connection>()
  const admins = new Set<Connection>()
  const rooms = new Map<Conversation, Set<Connection>>()
  const attendance = createAttendance(presence)
  const { lookAway, ...gazes } = createGazes(everybody, admins)
  const changedThreads = new Set<Conversation>()
  // Somebody may hold one for a while yet, as the grace of a visitor who was shown out does: nobody is to hear of it.
  const erased = new WeakSet<Conversation>()

  const add = (connection: Connection): void => {
    everybody.add(connection)
    if (connection.role === 'admin') admins.add(connection)
    attendance.arrive(connection)
  }

  const remove: Hub['remove'] = (connection, how) => {
    if (!everybody.delete(connection)) return
    admins.delete(connection)
    for (const conversation of connection.rooms) exit(connection, conversation)
    lookAway(connection, how, () => attendance.depart(connection))
  }

  const enter = (connection: Connection, conversation: Conversation): void => {
    if (!everybody.has(connection) || erased.has(conversation)) return
    connection.rooms.add(conversation)
    rooms.set(conversation, (rooms.get(conversation) ?? new Set()).add(connection))
  }

  const exit = (connection: Connection, conversation: Conversation): void => {
    const room = rooms.get(conversation)
    room?.delete(connection)
    if (room?.size === 0) rooms.delete(conversation)
  }

  const toRoom = (conversation: Conversation, frame: string, except: Connection | null): void => {
    for (const connection of rooms.get(conversation) ?? []) if (connection !== except) connection.send(frame)
  }

  const messageStored: Hub['messageStored'] = (conversation, message, sender) => {
    const json = JSON.stringify(message)
    sender?.acknowledgeStored(json)
    toRoom(conversation, messageFrame(json), connectionOf(sender))
    if (message.role === 'admin') toRoom(conversation, readFrame(conversation.chatId, 'admin', message.id), null)
    threadChanged(conversation)
  }

  const messagesChanged: Hub['messagesChanged'] = (conversation, messages, sender) => {
    const [only] = messages
    if (only) sender?.acknowledgeStored(JSON.stringify(only))
    toRoom(conversation, updatedFrame(conversation.chatId, messages), connectionOf(sender))
    threadChanged(conversation)
  }

  const conversationErased: Hub['conversationErased'] = (conversation) => {
    erased.add(conversation)
    changedThreads.delete(conversation)
    for (const connection of rooms.get(conversation) ?? []) connection.rooms.delete(conversation)
    rooms.delete(conversation)
    for (const connection of everybody)
      if (connection.seat.home === conversation) connection.close(closeCodes.sessionGone, 'this conversation is gone')
    for (const admin of admins) admin.send(erasedFrame(conversation.chatId))
  }

  const readUpTo: Hub['readUpTo'] = (conversation, role, id, sender) => {
    toRoom(conversation, readFrame(conversation.chatId, role, id), connectionOf(sender))
    if (role === 'admin') threadChanged(conversation)
  }

  const threadChanged = (conversation: Conversation): void => {
    if (admins.size === 0 || erased.has(conversation)) return
    if (changedThreads.size === 0) setTimeout(sendThreads, threadsEveryMs)
    changedThreads.add(conversation)
  }

  const sendThreads = (): void => {
    for (const conversation of changedThreads) {
      const frame = threadFrame(conversation, presence.isOnline(conversation))
      for (const admin of admins) admin.send(frame)
    }
    changedThreads.clear()
  }

  const endSessions = (role: Side, id: number | string, code: number, reason: string): void => {
    for (const connection of role === 'admin' ? admins : everybody) {
      const { session } = connection.seat
      if (session.role === role && session.id === id) connection.close(code, reason)
    }
  }

  presence.onChange((role, conversation, online, lastSeenAt) => {
    if (role === 'user' && conversation) {
      toRoom(conversation, presenceFrame(conversation.chatId, role, online, lastSeenAt), null)
      threadChanged(conversation)
    } else for (const room of rooms.keys()) toVisitorsOf(room, online, lastSeenAt)
  })

  const toVisitorsOf = (conversation: Conversation, online: boolean, lastSeenAt: number | null): void => {
    const frame = presenceFrame(conversation.chatId, 'admin', online, lastSeenAt)
    for (const connection of rooms.get(conversation) ?? []) if (connection.role === 'user') connection.send(frame)
  }

  return {
    add,
    remove,
    miss: (connection) => lookAway(connection, 'missed', () => attendance.miss(connection)),
    meetAgain: attendance.meetAgain,
    enter,
    toRoom,
    connections: () => everybody,
    admins: () => admins,
    countOf: attendance.countOf,
    ...gazes,
    countByRole: () => ({ user: everybody.size - admins.size, admin: admins.size }),
    messageStored,
    messagesChanged,
    conversationErased,
    readUpTo,
    threadChanged,
    visitorSessionEnded: (id) => endSessions('user', id, closeCodes.sessionGone, 'this session is gone'),
    adminSessionEnded: (id) => endSessions('admin', id, closeCodes.sessionGone, 'this session is gone'),
    adminDeviceEnded: (id) => endSessions('admin', id, closeCodes.endedElsewhere, 'ended from another device'),
  }
}

const connectionOf = (sender: Sender | null): Connection | null =>
  sender instanceof FrameSender ? sender.connection : null
