import { type Handover, handover } from '#protocol/handover'
import { type AdminProfile, adminProfile, type Session, session } from '#protocol/http'
import type { Side } from '#protocol/messages'
import type { Answer, AskRoute } from './route.ts'

/** Going on elsewhere. None of these throws; see `Answer`. */
export type HandoverApi = {
  /** A token that opens this session on one other device, once. */
  handOver: () => Promise<Answer<Handover>>
}

const pathOf = (side: Side): string => (side === 'admin' ? '/api/admin' : '/api/session')

export const createHandoverApi = (ask: AskRoute, side: Side): HandoverApi => ({
  handOver: () => ask('POST', `${pathOf(side)}/handover`, handover),
})

/** The other device's part: takes the session over, answered like a sign-in. `unauthenticated`: the token opens nothing. */
export const createTakeoverApi = (ask: AskRoute) => ({
  conversation: (token: string): Promise<Answer<Session>> =>
    ask('POST', `${pathOf('user')}/takeover`, session, { token }),
  desk: (token: string): Promise<Answer<AdminProfile>> =>
    ask('POST', `${pathOf('admin')}/takeover`, adminProfile, { token }),
})
