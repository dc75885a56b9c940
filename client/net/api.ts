import {
  type AdminProfile,
  adminProfile,
  type CodeSent,
  codeSent,
  type MessagePage,
  messagePage,
  type Session,
  session,
  type ThreadFilter,
  type ThreadPage,
  threadPage,
} from '#protocol/http'
import type { Language } from '#protocol/text'
import { type Answer, type AskRoute, noBody } from './route.ts'

/** The REST routes that the pages use. None of them throws; see `Answer`. */
export type Api = {
  openSession: (name: string, lang: Language) => Promise<Answer<Session>>
  ownSession: () => Promise<Answer<Session>>
  leave: () => Promise<Answer<null>>
  olderMessages: (chatId: string, before: number) => Promise<Answer<MessagePage>>
  sendCode: () => Promise<Answer<CodeSent>>
  signIn: (otp: string, challengeId: string | null) => Promise<Answer<AdminProfile>>
  signOut: () => Promise<Answer<null>>
  me: () => Promise<Answer<AdminProfile>>
  threads: (filter: ThreadFilter, cursor: string | null) => Promise<Answer<ThreadPage>>
}

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString()

export const createApi = (ask: AskRoute): Api => ({
  openSession: (name, lang) => ask('POST', '/api/session', session, { name, lang }),
  ownSession: () => ask('GET', '/api/session', session),
  leave: () => ask('DELETE', '/api/session', noBody),
  olderMessages: (chatId, before) =>
    ask('GET', `/api/chats/${encodeURIComponent(chatId)}/messages?${query({ before: `${before}` })}`, messagePage),
  sendCode: () => ask('POST', '/api/admin/otp', codeSent),
  signIn: (otp, challengeId) =>
    ask('POST', '/api/admin/login', adminProfile, { otp, ...(challengeId && { challenge_id: challengeId }) }),
  signOut: () => ask('POST', '/api/admin/logout', noBody),
  me: () => ask('GET', '/api/admin/me', adminProfile),
  threads: (filter, cursor) =>
    ask('GET', `/api/admin/chats?${query({ filter, ...(cursor && { cursor }) })}`, threadPage),
})
