import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Message } from '#protocol/messages'
import { startTestServer } from '#tests/support/test-server'
import type { Frame, TestSocket } from '#tests/support/test-socket'

const server = await startTestServer({
  MAX_SENDS_PER_10S: '0',
  MAX_FRAMES_PER_S: '0',
  MAX_NEW_SESSIONS_PER_ADDRESS: '0',
})
const admin = await server.admin()

type Held = { messages: Message[]; rev: number; epoch: string | null }

/** What a page does with what it gets; a live message that leaves a hole behind would be a fault of the server. */
const take = (held: Held, frame: Frame): void => {
  if (frame.event === 'chat:history') {
    const { mode, messages, rev, epoch } = frame.data
    held.messages = mode === 'full' ? messages : [...held.messages, ...messages]
    Object.assign(held, { rev, epoch })
  } else if (frame.event === 'chat:message') {
    expect(frame.data.rev).toBe(held.rev + 1)
    held.messages.push(frame.data)
    held.rev += 1
  }
}

const comeBack = async ({ cookie, chatId, held }: Scene): Promise<TestSocket> => {
  const socket = await server.socket(cookie)
  await socket.request('/chat', 'join', { chat_id: chatId, since: held.rev, epoch: held.epoch })
  return socket
}

const leave = async (socket: TestSocket, held: Held): Promise<void> => {
  await socket.settled()
  socket.close()
  for (const frame of socket.frames) take(held, frame)
}

const all = async (chatId: string, cookie: string): Promise<Message[]> => {
  const { messages } = await (
    await server.ask('GET', `/api/chats/${chatId}/messages?limit=200`, undefined, { Cookie: cookie })
  ).json()
  return messages
}

type Side = 'user' | 'admin'
type Scene = {
  cookie: string
  chatId: string
  writers: Record<Side, TestSocket>
  held: Held
  page: TestSocket | null
  sent: number
}

const post = (scene: Scene, from: Side, n: number) =>
  scene.writers[from].request('/chat', 'send', {
    chat_id: scene.chatId,
    client_id: `message-${n}`,
    type: 'text',
    text: `${n}`,
  })

const deeds = {
  send: (scene: Scene, from: Side) => post(scene, from, scene.sent++),
  burst: (scene: Scene, from: Side, size: number) =>
    Promise.all(Array.from({ length: size }, () => post(scene, from, scene.sent++))),
  retry: (scene: Scene, from: Side, size: number) =>
    scene.sent > 0 && post(scene, from, Math.max(0, scene.sent - size)),
  go: async (scene: Scene) => {
    if (scene.page) await leave(scene.page, scene.held)
    scene.page = null
  },
  come: async (scene: Scene) => {
    scene.page ??= await comeBack(scene)
  },
  forget: (scene: Scene) => {
    if (!scene.page) Object.assign(scene.held, { messages: [], rev: 0, epoch: null })
  },
}

const step = fc.record({
  what: fc.constantFrom('send', 'send', 'send', 'burst', 'retry', 'go', 'come', 'come', 'forget'),
  from: fc.constantFrom('user', 'admin'),
  size: fc.integer({ min: 1, max: 24 }),
})

test('what a page holds, however often it goes and comes back, is what a fresh one would get', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const { cookie, chatId } = await server.visitor()
      const writers = { user: await server.joined(cookie, chatId), admin: await server.joined(admin, chatId, 'admin') }
      const scene: Scene = { cookie, chatId, writers, held: { messages: [], rev: 0, epoch: null }, page: null, sent: 0 }
      for (const { what, from, size } of steps) await deeds[what](scene, from, size)
      await deeds.come(scene)
      await deeds.go(scene)
      for (const writer of Object.values(writers)) writer.close()

      const fresh = await all(chatId, cookie)
      const { rev, messages } = scene.held
      expect(rev).toBe(fresh.length)
      expect(messages).toEqual(fresh.slice(fresh.length - messages.length))
      expect(messages.length).toBeGreaterThanOrEqual(Math.min(50, fresh.length))
    }),
    { numRuns: 30 },
  )
}, 20_000)
