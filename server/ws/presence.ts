import type { Side } from '#protocol/messages'
import type { Conversation } from '#server/store/ports'
import type { Seat } from './connection.ts'

type Listener = (role: Side, conversation: Conversation | null, online: boolean, lastSeenAt: number | null) => void

export type Presence = {
  arrive: (role: Side, conversation: Conversation | null) => void
  depart: (role: Side, conversation: Conversation | null, session: Seat['session']) => void
  isOnline: (conversation: Conversation) => boolean
  isAdminOnline: () => boolean
  adminSeenAt: () => number | null
  onChange: (listener: Listener) => void
  stop: () => void
}

type Options = {
  clock: () => number
  adminSeenAt: number | null
  /** Keeps the moment at which the last socket of a side went. */
  noteSeen: (session: Seat['session'], conversation: Conversation | null, at: number) => void
  /** A page that reloads is away for a moment; within this time nobody is told. */
  graceMs?: number | undefined
}

// `null` stands for the admin's side, which is one for all conversations.
type Place = Conversation | null

/** Who is there: a side is online while one of its sockets is open, and for a grace after the last one. */
export const createPresence = ({ clock, adminSeenAt, noteSeen, graceMs = 8000 }: Options): Presence => {
  const sockets = new Map<Place, number>()
  const leaving = new Map<Place, Timer>()
  let adminSeen = adminSeenAt
  let tell: Listener = () => undefined

  const arrive: Presence['arrive'] = (role, conversation) => {
    const place = role === 'admin' ? null : conversation
    const before = sockets.get(place) ?? 0
    sockets.set(place, before + 1)
    if (before > 0) return
    if (leaving.has(place)) cancelLeaving(place)
    else tell(role, place, true, seenAt(place))
  }

  const depart: Presence['depart'] = (role, conversation, session) => {
    const place = role === 'admin' ? null : conversation
    const left = (sockets.get(place) ?? 1) - 1
    if (left > 0) return void sockets.set(place, left)
    sockets.delete(place)
    const at = clock()
    if (place === null) adminSeen = at
    noteSeen(session, place, at)
    leaving.set(place, setTimeout(sayGone, graceMs, role, place, at))
  }

  const sayGone = (role: Side, place: Place, at: number): void => {
    leaving.delete(place)
    tell(role, place, false, at)
  }

  const cancelLeaving = (place: Place): void => {
    clearTimeout(leaving.get(place))
    leaving.delete(place)
  }

  const isHere = (place: Place): boolean => sockets.has(place) || leaving.has(place)
  const seenAt = (place: Place): number | null => (place === null ? adminSeen : place.userSeenAt)

  return {
    arrive,
    depart,
    isOnline: isHere,
    isAdminOnline: () => isHere(null),
    adminSeenAt: () => adminSeen,
    onChange: (listener) => {
      tell = listener
    },
    stop: () => {
      for (const timer of leaving.values()) clearTimeout(timer)
      leaving.clear()
    },
  }
}
