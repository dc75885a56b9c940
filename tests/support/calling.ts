import type { Person, TestServer } from './test-server.ts'
import { startTestServer } from './test-server.ts'
import type { Frame, TestSocket } from './test-socket.ts'

/** A socket that hears the calls of one conversation. */
export const listening = async (server: TestServer, cookie: string, chatId: string, as?: 'admin') => {
  const socket = await server.socket(cookie, as)
  await socket.request('/call', 'join', { chat_id: chatId })
  return socket
}

export type Line = {
  server: TestServer
  eda: Person
  admin: string
  visitor: TestSocket
  desk: TestSocket
  /** Says an event about the call. */
  say: (socket: TestSocket, event: string, data?: object) => Promise<Frame>
  callId: () => string
}

/** A visitor and the admin, each with one socket. */
export const openLine = async (variables: Record<string, string> = {}): Promise<Line> => {
  const server = await startTestServer(variables)
  const eda = await server.visitor('Eda')
  const admin = await server.admin()
  const visitor = await listening(server, eda.cookie, eda.chatId)
  const desk = await listening(server, admin, eda.chatId, 'admin')
  let callId = ''
  return {
    server,
    eda,
    admin,
    visitor,
    desk,
    callId: () => callId,
    say: async (socket, event, data = {}) => {
      const answer = await socket.request('/call', event, {
        chat_id: eda.chatId,
        ...(event !== 'call:ring' && event !== 'join' && { call_id: callId }),
        ...data,
      })
      if (event === 'call:ring' && answer.ok) callId = answer.data.call_id
      return answer
    },
  }
}

/** The same, with the visitor's ring answered by the desk. */
export const openCall = async (variables: Record<string, string> = {}): Promise<Line> => {
  const line = await openLine(variables)
  await line.say(line.visitor, 'call:ring')
  await line.desk.event('call:incoming')
  await line.say(line.desk, 'call:accept')
  await line.visitor.event('call:accepted')
  return line
}

export const ends = (socket: TestSocket): Frame[] => [...socket.events('call:ended'), ...socket.events('call:declined')]
