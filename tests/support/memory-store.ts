import type { Audience, Clock } from '#server/actions/ports'
import { secureRandom } from '#server/random'
import { createHash } from '#server/secret-key'
import type { Conversation, NewMessage, Store, VisitorSession } from '#server/store/ports'
import { openStore } from '#server/store/sqlite/store'
import { afterwards } from './cleanup.ts'

export const hash = createHash('a key of the tests')

/** The real store, in memory unless a path is given; closed after the test. */
export const openTestStore = (path = ':memory:', relays = false): Store => {
  const store = openStore({ path, relays, makeEpoch: secureRandom.id })
  let isOpen = true
  const close = (): void => {
    if (isOpen) store.close()
    isOpen = false
  }
  afterwards(close)
  return { ...store, close }
}

export type TestClock = Clock & { pass: (ms: number) => void }

/** A clock that stands still until it is told to go on. */
export const createTestClock = (startMs = Date.UTC(2027, 0, 1)): TestClock => {
  let now = startMs
  return Object.assign(() => now, {
    pass: (ms: number) => {
      now += ms
    },
  })
}

let conversations = 0

export const createVisitor = async (store: Store, createdAt = 1000): Promise<VisitorSession> => {
  const n = ++conversations
  const session = await store.conversations.create(
    { chatId: secureRandom.id(), cid: `Eda-${n}`, name: 'Eda', lang: 'tr', createdAt },
    { tokenHash: hash(`token ${n}`), userAgent: '', createdAt, expiresAt: Number.MAX_SAFE_INTEGER },
  )
  if (!session) throw new Error('the CID was taken')
  return session
}

export const createConversation = async (store: Store, createdAt?: number): Promise<Conversation> =>
  (await createVisitor(store, createdAt)).conversation

let messages = 0

export const messageOf = (conversation: Conversation, change: Partial<NewMessage> = {}): NewMessage => ({
  conversation,
  role: 'user',
  clientId: `message-${++messages}`,
  type: 'text',
  text: 'merhaba',
  fileRef: null,
  replyTo: null,
  createdAt: 2000,
  limit: null,
  ...change,
})

/** Writes down what it is told. */
export const createTestAudience = (): Audience & { told: unknown[][] } => {
  const told: unknown[][] = []
  const hear =
    (event: string) =>
    (...said: unknown[]): void =>
      void told.push([event, ...said])
  return {
    told,
    messageStored: hear('messageStored'),
    readUpTo: hear('readUpTo'),
    threadChanged: hear('threadChanged'),
    messagesChanged: hear('messagesChanged'),
    conversationErased: hear('conversationErased'),
    visitorSessionEnded: hear('visitorSessionEnded'),
    adminSessionEnded: hear('adminSessionEnded'),
    adminDeviceEnded: hear('adminDeviceEnded'),
  }
}
