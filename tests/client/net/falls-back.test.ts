import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import { type OpenSocket, openWebSocket } from '#client/platform/socket'
import type { MessagePage } from '#protocol/http'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { startFakeServer } from '#tests/support/fake-server'
import { letIn } from '#tests/support/let-in'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'
import { createTestChat } from '#tests/support/test-chat'

const theirs = (id: number, change = {}) => storedMessage(id, { role: 'admin', ...change })
const page = (...messages: MessagePage['messages']): Answer<MessagePage> => ({
  ok: true,
  value: { messages, has_more: false },
})

/** A page and a server whose socket and whose messages route say what the test wants. */
const setUp = ({ isGone = false, refusal = null as string | null } = {}) => {
  const server = startFakeServer()
  let answer: Answer<MessagePage> | Promise<Answer<MessagePage>> = { ok: false, code: 'offline' }
  let asked = 0
  const newestMessages = async (): Promise<Answer<MessagePage>> => {
    asked++
    return answer
  }
  let isBlocked = false
  // A socket that a proxy swallows: it neither opens nor closes.
  const openSocket: OpenSocket = (url, listener) =>
    isBlocked ? { send: () => {}, close: () => {} } : openWebSocket(url, listener)
  const test = createTestChat(createFakeBrowser().tab(server.url, openSocket), 'chat-1', {
    api: { newestMessages, socketRefusal: async () => refusal },
    isSessionGone: async () => isGone,
  })
  const answerWith = (next: typeof answer): void => {
    answer = next
  }
  const connect = async (messages: MessagePage['messages'], change = {}) => {
    const connection = await server.connection()
    connection.hello()
    const joined = await letIn(connection, messages, change)
    return { connection, joined }
  }
  /** From now on no socket comes through. */
  const block = (): void => {
    isBlocked = true
    test.tab.goOffline()
  }
  const unblock = (): void => {
    isBlocked = false
    test.tab.goOnline()
  }
  const whenPhase = (phase: string) => test.shown.until(() => test.chat.line.phase === phase)
  /** The next time at which a page that is down asks. */
  const passAsking = async (): Promise<void> => {
    test.tab.clock.advance(5000)
    await settled()
  }
  return { ...test, server, block, unblock, answerWith, connect, whenPhase, passAsking, timesAsked: () => asked }
}

describe('a page whose socket is refused', () => {
  test('shows what the server answers, also for the first time, and says that it asks', async () => {
    const { server, start, shows, answerWith, passAsking, chat, whenPhase } = setUp()
    server.refuseWith(502)
    answerWith(page(theirs(1), theirs(2)))

    start()
    await whenPhase('waiting')
    await passAsking()

    await shows('text 1', 'text 2')
    expect(chat.line).toMatchObject({ isAsking: true })
    expect(chat.conversation('chat-1')?.unreadFrom).toBeNull()
  })

  test('says that nobody answers where that is so', async () => {
    const { server, start, passAsking, chat, whenPhase } = setUp()
    server.refuseWith(502)

    start()
    await whenPhase('waiting')
    await passAsking()

    expect(chat.line.isAsking).toBeUndefined()
  })

  test('says why, until it opens', async () => {
    const { server, start, connect, shown, chat, tab } = setUp({ refusal: 'rate_limited' })
    server.refuseWith(429)

    start()
    await shown.until(() => chat.line.refusal === 'rate_limited')
    server.refuseWith(0)
    tab.goOnline()
    await connect([theirs(1)])
    await shown.until(() => chat.line.phase === 'open')

    expect(chat.line.refusal).toBeUndefined()
  })

  test('ends when the answer is that its session is gone', async () => {
    const { server, start, answerWith, passAsking, ends, whenPhase } = setUp({ isGone: true })
    server.refuseWith(0)
    answerWith({ ok: false, code: 'unauthenticated' })

    start()
    await server.connection()
    await whenPhase('connecting')
    await passAsking()

    expect(await ends.next()).toBe('gone')
  })

  test('is told where the conversation is not its own any more', async () => {
    const { start, server, answerWith, passAsking, refused } = setUp()
    answerWith({ ok: false, code: 'not_found' })

    start()
    await server.connection()
    await passAsking()

    expect(await refused.next()).toBe('not_found')
  })
})

describe('a line that was lost', () => {
  test('leaves a page that sees new, changed and deleted messages, and each once when it is back', async () => {
    const { start, shows, shown, answerWith, passAsking, connect, block, unblock, chat } = setUp()
    start()
    await connect([theirs(1), theirs(2), theirs(3)])
    await shows('text 1', 'text 2', 'text 3')
    answerWith(page(theirs(1), theirs(2, { rev: 4, text: 'changed' }), theirs(4, { rev: 6 })))

    block()
    await passAsking()
    await shows('text 1', 'changed', 'text 4')
    unblock()
    const missed = [theirs(2, { rev: 4, text: 'changed' }), theirs(3, { rev: 5, deleted: true }), theirs(4, { rev: 6 })]
    const { joined } = await connect(missed, { mode: 'delta' })

    expect(joined).toMatchObject({ since: 3 })
    await shown.until(() => chat.rooms.state('chat-1')?.rev === 6)
    await shows('text 1', 'changed', 'text 4')
    expect(chat.rooms.state('chat-1')?.hole).toBe(false)
  })

  test('keeps what is written until it is back', async () => {
    const { start, shows, answerWith, passAsking, connect, block, unblock, chat } = setUp()
    start()
    await connect([theirs(1)])
    answerWith(page(theirs(1), theirs(2)))
    block()
    chat.outbox.write('chat-1', 'Merhaba')
    await passAsking()
    await shows('text 1', 'text 2', 'Merhaba (queued)')

    unblock()
    const { connection } = await connect([theirs(2)], { mode: 'delta' })
    const send = await connection.heard('send')
    connection.ack(send, { message: storedMessage(3, { text: 'Merhaba', client_id: 'browser-id-1' }) })

    await shows('text 1', 'text 2', 'Merhaba (sent)')
  })

  test('is not asked for by a page that nobody sees, but at once when it is seen', async () => {
    const { start, connect, block, tab, passAsking, timesAsked, answerWith, shows } = setUp()
    start()
    await connect([theirs(1)])
    await shows('text 1')
    answerWith(page(theirs(1)))
    block()
    tab.show(false)
    await passAsking()
    await passAsking()
    expect(timesAsked()).toBe(0)

    tab.show(true)
    tab.clock.advance(0)

    expect(timesAsked()).toBe(1)
  })

  test('drops an answer that a new socket overtook', async () => {
    const { start, connect, shows, lines, tab, answerWith, block, unblock, timesAsked } = setUp()
    start()
    await connect([theirs(1)])
    await shows('text 1')
    const slow = Promise.withResolvers<Answer<MessagePage>>()
    answerWith(slow.promise)
    block()
    tab.clock.advance(3000)
    expect(timesAsked()).toBe(1)

    unblock()
    await connect([theirs(2)], { mode: 'delta' })
    await shows('text 1', 'text 2')
    slow.resolve(page(theirs(1)))
    await settled()

    expect(lines()).toEqual(['text 1', 'text 2'])
  })
})

describe('a room that fell silent on an open line', () => {
  test('is joined again by itself with what is held, and costs nothing while nothing was missed', async () => {
    const { start, connect, shows, tab } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')

    tab.clock.advance(14_000)
    const joined = await letIn(connection, [theirs(2)], { mode: 'delta' })

    expect(joined).toEqual({ chat_id: 'chat-1', since: 1, epoch: 'epoch-1' })
    await shows('text 1', 'text 2')
    tab.clock.advance(10_000)
    connection.say({ ns: '/chat', event: 'chat:message', data: theirs(3) })
    await shows('text 1', 'text 2', 'text 3')
    tab.clock.advance(13_000)
    connection.say({ ns: '/chat', event: 'chat:message', data: theirs(4) })
    await shows('text 1', 'text 2', 'text 3', 'text 4')
    expect(connection.unheard().filter(({ event }) => event === 'join')).toEqual([])
  })

  test('that brings no history is a line that is down, within 30 seconds', async () => {
    const { start, connect, shows, tab, whenPhase, chat } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')

    tab.clock.advance(14_000)
    const join = await connection.heard('join')
    connection.ack(join, { chat_id: 'chat-1', cid: 'Eda-7F3C', rev: 2, epoch: 'epoch-1' })
    await settled()
    tab.clock.advance(8000)

    await whenPhase('waiting')
    expect(chat.line.downSince).toBe(tab.clock.now())
  })

  test('is left alone while nobody sees the page, and looked at when somebody does', async () => {
    const { start, connect, shows, tab } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')
    tab.show(false)
    tab.clock.advance(19_000)
    expect(connection.unheard().filter(({ event }) => event === 'join')).toEqual([])

    tab.show(true)

    expect(await connection.heard('join')).toMatchObject({ data: { since: 1 } })
  })
})
