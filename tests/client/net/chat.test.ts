import { describe, expect, test } from 'bun:test'
import type { MessagePage } from '#protocol/http'
import type { Message } from '#protocol/messages'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { type FakeConnection, startFakeServer } from '#tests/support/fake-server'
import { storedMessage } from '#tests/support/stored-message'
import { createTestChat } from '#tests/support/test-chat'

const history = (messages: Message[], change = {}) => ({
  ns: '/chat',
  event: 'chat:history',
  data: {
    chat_id: 'chat-1',
    epoch: 'epoch-1',
    mode: 'full',
    messages,
    rev: messages.at(-1)?.rev ?? 0,
    has_more: false,
    ...change,
  },
})
const presence = {
  ns: '/chat',
  event: 'chat:presence',
  data: { chat_id: 'chat-1', role: 'admin', online: true, last_seen: null },
}
const theirs = (id: number, change = {}) => storedMessage(id, { role: 'admin', ...change })

/** Lets the page in and tells it what it missed; resolves to what it said in its join. */
const letIn = async (connection: FakeConnection, messages: Message[], change = {}) => {
  const join = await connection.heard('join')
  connection.ack(join, { chat_id: 'chat-1', cid: 'Eda-7F3C', rev: 0, epoch: 'epoch-1' })
  connection.say(history(messages, change))
  connection.say(presence)
  return join.data
}

const setUp = async (options: Parameters<typeof createTestChat>[2] = {}) => {
  const server = startFakeServer()
  const browser = createFakeBrowser()
  const page = createTestChat(browser.tab(server.url), 'chat-1', options)
  page.start()
  const connect = async (messages: Message[], change = {}) => {
    const connection = await server.connection()
    connection.hello()
    const joined = await letIn(connection, messages, change)
    return { connection, joined }
  }
  return { server, browser, connect, ...page }
}

describe('a page that comes back', () => {
  test('says what it holds and shows the difference', async () => {
    const { connect, shows, tab, shown, chat } = await setUp()
    const first = await connect([theirs(1), theirs(2)])
    await shows('text 1', 'text 2')

    first.connection.close(1012)
    await shown.until(() => chat.line.phase === 'waiting')
    tab.goOnline()
    const second = await connect([theirs(3)], { mode: 'delta' })

    expect(first.joined).toEqual({ chat_id: 'chat-1' })
    expect(second.joined).toEqual({ chat_id: 'chat-1', since: 2, epoch: 'epoch-1' })
    await shows('text 1', 'text 2', 'text 3')
  })

  test('joins again by itself when it sees a hole', async () => {
    const { connect, shows } = await setUp()
    const { connection } = await connect([theirs(1)])

    connection.say({ ns: '/chat', event: 'chat:message', data: theirs(3) })
    const joined = await letIn(connection, [theirs(2), theirs(3)], { mode: 'delta' })

    expect(joined).toEqual({ chat_id: 'chat-1', since: 1, epoch: 'epoch-1' })
    await shows('text 1', 'text 2', 'text 3')
  })

  test('is told where it may not enter', async () => {
    const { server, refused } = await setUp()
    const connection = await server.connection()
    connection.hello()

    connection.refuse(await connection.heard('join'), 'forbidden')

    expect(await refused.next()).toBe('forbidden')
  })

  test('tries to enter again after any other refusal', async () => {
    const { server, tab, refused, shows, shown } = await setUp()
    const connection = await server.connection()
    connection.hello()

    connection.refuse(await connection.heard('join'), 'internal')
    connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })
    await shown.until(({ otherTyping }) => otherTyping)
    tab.clock.advance(5000)
    await letIn(connection, [theirs(1)])

    await shows('text 1')
    expect(refused.all()).toEqual([])
  })
})

describe('what is written', () => {
  test('is shown at once, sent under its id, and stands once when its ack is there', async () => {
    const { connect, shows, chat, browser } = await setUp()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')

    chat.outbox.write('chat-1', 'Merhaba')
    await shows('text 1', 'Merhaba (queued)')
    const send = await connection.heard('send')
    connection.ack(send, { message: storedMessage(2, { text: 'Merhaba', client_id: 'browser-id-1' }) })
    await shows('text 1', 'Merhaba (sent)')

    expect(send.data).toEqual({ chat_id: 'chat-1', client_id: 'browser-id-1', type: 'text', text: 'Merhaba' })
    connection.say({ ns: '/chat', event: 'chat:read', data: { chat_id: 'chat-1', role: 'admin', id: 2 } })
    await shows('text 1', 'Merhaba (seen)')
    expect(browser.store.rows.size).toBe(0)
  })

  test('is not sent before the page is let in', async () => {
    const { server, chat, shows } = await setUp()
    chat.outbox.write('chat-1', 'Merhaba')
    await shows('Merhaba (queued)')
    const connection = await server.connection()
    connection.hello()

    expect(await connection.heard()).toMatchObject({ event: 'join' })
    expect(connection.unheard()).toEqual([])
  })

  test('goes from memory when the device cannot keep it, and the person is told', async () => {
    const { connect, browser, chat, notKept, shows } = await setUp()
    browser.store.isRefusing = true
    const { connection } = await connect([])

    chat.outbox.write('chat-1', 'Merhaba')
    const send = await connection.heard('send')
    connection.ack(send, { message: storedMessage(1, { text: 'Merhaba', client_id: 'browser-id-1' }) })

    expect(await notKept.next()).toBe(true)
    await shows('Merhaba (sent)')
  })

  test('waits where it can neither be kept nor sent, and goes when the line is back', async () => {
    const { connect, browser, chat, tab, shows } = await setUp()
    browser.store.isRefusing = true
    await connect([])
    await shows()
    tab.goOffline()

    chat.outbox.write('chat-1', 'Merhaba')
    await shows('Merhaba (queued)')
    tab.goOnline()
    const { connection } = await connect([])
    const send = await connection.heard('send')
    connection.ack(send, { message: storedMessage(1, { text: 'Merhaba', client_id: 'browser-id-1' }) })

    await shows('Merhaba (sent)')
  })
})

describe('reading', () => {
  test('is told once for each newest message, and again after a lost line', async () => {
    const { connect, chat, shows, tab } = await setUp()
    const { connection } = await connect([theirs(1), theirs(2)])
    await shows('text 1', 'text 2')

    chat.rooms.seen('chat-1', 2)
    chat.rooms.seen('chat-1', 1)
    chat.rooms.seen('chat-1', 2)
    expect(await connection.heard('chat:read')).toMatchObject({ data: { chat_id: 'chat-1', id: 2 } })
    expect(connection.unheard()).toEqual([])
    tab.goOffline()
    tab.goOnline()
    const second = await connect([], { mode: 'delta', rev: 2 })

    expect(await second.connection.heard('chat:read')).toMatchObject({ data: { chat_id: 'chat-1', id: 2 } })
  })

  test('counts what was not seen', async () => {
    const { connect, chat, shows } = await setUp()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')
    chat.rooms.seen('chat-1', 1)

    connection.say({ ns: '/chat', event: 'chat:message', data: theirs(2) })
    await shows('text 1', 'text 2')

    expect(chat.unread('chat-1')).toBe(1)
  })
})

describe('typing', () => {
  test('is told once a second at most', async () => {
    const { connect, chat, shows, tab } = await setUp()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')

    chat.rooms.typing('chat-1')
    tab.clock.advance(999)
    chat.rooms.typing('chat-1')
    tab.clock.advance(1)
    chat.rooms.typing('chat-1')
    chat.outbox.write('chat-1', 'Merhaba')
    await connection.heard('send')

    expect(connection.unheard()).toEqual([])
  })

  test('of the other side goes after four seconds', async () => {
    const { connect, shown, tab } = await setUp()
    const { connection } = await connect([])

    connection.say({ ns: '/chat', event: 'chat:typing', data: { chat_id: 'chat-1', role: 'admin' } })
    await shown.until(({ otherTyping }) => otherTyping)
    tab.clock.advance(4000)
    await shown.until(({ otherTyping }) => !otherTyping)
  })
})

describe('older messages', () => {
  test('are asked for once, by the first that is there', async () => {
    const asked: number[] = []
    const pages = Promise.withResolvers<MessagePage>()
    const api = {
      olderMessages: async (_: string, before: number) => {
        asked.push(before)
        return { ok: true as const, value: await pages.promise }
      },
    }
    const { connect, chat, shows } = await setUp({ api })
    await connect([theirs(5)], { has_more: true })
    await shows('text 5')

    const loading = [chat.rooms.loadOlder('chat-1'), chat.rooms.loadOlder('chat-1')]
    pages.resolve({ messages: [theirs(3), theirs(4)], has_more: false })
    await Promise.all(loading)
    await chat.rooms.loadOlder('chat-1')

    expect(asked).toEqual([5])
    await shows('text 3', 'text 4', 'text 5')
  })
})
