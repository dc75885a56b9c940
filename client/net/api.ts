import {
  type AdminDevice,
  type AdminProfile,
  adminDevices,
  adminProfile,
  type CodeSent,
  codeSent,
  deletedCount,
  type MessagePage,
  messagePage,
  type SearchPage,
  type Session,
  searchPage,
  session,
  type ThreadChange,
  type ThreadFacts,
  type ThreadFilter,
  type ThreadPage,
  threadFacts,
  threadPage,
} from '#protocol/http'
import { type Side, type Thread, thread } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { type Answer, type AskRoute, noBody } from './route.ts'

type SearchWithin = { chatId?: string; before?: number; after?: number; limit?: number }

/** The REST routes that the pages use. None of them throws; see `Answer`. */
export type Api = {
  openSession: (name: string, lang: Language) => Promise<Answer<Session>>
  ownSession: () => Promise<Answer<Session>>
  leave: () => Promise<Answer<null>>
  olderMessages: (chatId: string, before: number, limit?: number) => Promise<Answer<MessagePage>>
  sendCode: () => Promise<Answer<CodeSent>>
  signIn: (otp: string, challengeId: string | null) => Promise<Answer<AdminProfile>>
  signOut: () => Promise<Answer<null>>
  me: () => Promise<Answer<AdminProfile>>
  threads: (filter: ThreadFilter, cursor: string | null, q?: string) => Promise<Answer<ThreadPage>>
  newestMessages: (chatId: string) => Promise<Answer<MessagePage>>
  /** Messages in which every word of `q` occurs, newest first; `before` pages on, in one conversation `after` back. */
  search: (q: string, within?: SearchWithin) => Promise<Answer<SearchPage>>
  deleteMessages: (chatId: string, ids: readonly number[]) => Promise<Answer<{ deleted: number }>>
  threadFacts: (chatId: string) => Promise<Answer<ThreadFacts>>
  changeThread: (chatId: string, change: ThreadChange) => Promise<Answer<Thread>>
  eraseChats: (chatIds: readonly string[]) => Promise<Answer<{ deleted: number }>>
  devices: () => Promise<Answer<AdminDevice[]>>
  endDevice: (id: string) => Promise<Answer<null>>
  /** Why no socket is to be had just now: a browser does not tell the answer to one. `null` where nothing speaks against it. */
  socketRefusal: (side: Side) => Promise<string | null>
}

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString()

const adminChats = '/api/admin/chats'
const threadOf = (chatId: string): string => `${adminChats}/${encodeURIComponent(chatId)}`
const messagesOf = (chatId: string): string => `/api/chats/${encodeURIComponent(chatId)}/messages`

export const createApi = (ask: AskRoute): Api => ({
  openSession: (name, lang) => ask('POST', '/api/session', session, { name, lang }),
  ownSession: () => ask('GET', '/api/session', session),
  leave: () => ask('DELETE', '/api/session', noBody),
  olderMessages: (chatId, before, limit) =>
    ask(
      'GET',
      `${messagesOf(chatId)}?${query({ before: `${before}`, ...(limit && { limit: `${limit}` }) })}`,
      messagePage,
    ),
  newestMessages: (chatId) => ask('GET', messagesOf(chatId), messagePage),
  sendCode: () => ask('POST', '/api/admin/otp', codeSent),
  signIn: (otp, challengeId) =>
    ask('POST', '/api/admin/login', adminProfile, { otp, ...(challengeId && { challenge_id: challengeId }) }),
  signOut: () => ask('POST', '/api/admin/logout', noBody),
  me: () => ask('GET', '/api/admin/me', adminProfile),
  threads: (filter, cursor, q) =>
    ask('GET', `${adminChats}?${query({ filter, ...(cursor && { cursor }), ...(q && { q }) })}`, threadPage),
  search: (q, { chatId, ...numbers } = {}) => {
    const given = Object.entries(numbers).map(([name, value]) => [name, `${value}`])
    const asked = { q, ...(chatId && { chat_id: chatId }), ...Object.fromEntries(given) }
    return ask('GET', `/api/admin/search?${query(asked)}`, searchPage)
  },
  deleteMessages: (chatId, ids) => ask('DELETE', `${threadOf(chatId)}/messages`, deletedCount, { ids }),
  threadFacts: (chatId) => ask('GET', `${threadOf(chatId)}/facts`, threadFacts),
  changeThread: (chatId, change) => ask('PATCH', threadOf(chatId), thread, change),
  eraseChats: (chatIds) => ask('DELETE', adminChats, deletedCount, { chat_ids: chatIds }),
  devices: async () => {
    const answer = await ask('GET', '/api/admin/sessions', adminDevices)
    return answer.ok ? { ok: true, value: answer.value.sessions } : answer
  },
  endDevice: (id) => ask('DELETE', `/api/admin/sessions/${encodeURIComponent(id)}`, noBody),
  socketRefusal: async (side) => {
    const answer = await ask('POST', side === 'admin' ? '/ws?as=admin' : '/ws', noBody)
    return answer.ok || answer.code === 'bad_request' ? null : answer.code
  },
})
