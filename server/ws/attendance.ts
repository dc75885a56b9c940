import type { Connection } from './connection.ts'
import type { Presence } from './presence.ts'

export type Attendance = {
  arrive: (connection: Connection) => void
  depart: (connection: Connection) => void
  /** It does not answer: its side is away unless another of its sockets is here. */
  miss: (connection: Connection) => void
  /** It is heard again. */
  meetAgain: (connection: Connection) => void
  countOf: (address: string) => number
}

/** Which sockets are there for presence, and how many each address has. */
export const createAttendance = (presence: Pick<Presence, 'arrive' | 'depart'>): Attendance => {
  const perAddress = new Map<string, number>()

  const count = (address: string, by: 1 | -1): void => {
    const now = (perAddress.get(address) ?? 0) + by
    if (now > 0) perAddress.set(address, now)
    else perAddress.delete(address)
  }

  const miss: Attendance['miss'] = (connection) => {
    if (connection.isMissed) return
    connection.isMissed = true
    presence.depart(connection.role, connection.seat.home, connection.seat.session)
  }

  return {
    arrive: ({ role, seat }) => {
      count(seat.address, 1)
      presence.arrive(role, seat.home)
    },
    depart: (connection) => {
      count(connection.seat.address, -1)
      miss(connection)
    },
    miss,
    meetAgain: (connection) => {
      if (!connection.isMissed) return
      connection.isMissed = false
      presence.arrive(connection.role, connection.seat.home)
    },
    countOf: (address) => perAddress.get(address) ?? 0,
  }
}
