import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import type { MessagePage } from '#protocol/http'
import type { Message } from '#protocol/messages'
import { cachedTalk } from '#tests/support/cache-rows'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { type FakeConnection, startFakeServer } from '#tests/support/fake-server'
import { letIn } from '#tests/support/let-in'
import { outboxRow } from '#tests/support/outbox-rows'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'
import { createTestChat } from '#tests/support/test-chat'

const theirs = (id: number, change = {}) => storedMessage(id, { role: 'admin', ...change })

const setUp = (...kept: number[]) => {
  const server = startFakeServer()
  const browser = createFakeBrowser()
  const { cache } = browser
  if (kept.length > 0) cache.talks.set('user:chat-1', cachedTalk(...kept))
  const page = createTestChat(browser.tab(server.url), 'chat-1')
  const connect = async (messages: Message[], change = {}) => {
    const connection = await server.connection()
    connection.hello()
    const joined = await letIn(connection, messages, change)
    return { connection, joined }
  }
  const say = (connection: FakeConnection, event: string, data: object) => connection.say({ ns: '/chat', event, data })
  const keptIds = () => cache.talks.get('user:chat-1')?.messages.map(({ id }) => id)
  return { server, browser, cache, connect, say, keptIds, ...page }
}

describe('what is kept is not shown', () => {
  test('where it is another page’s', async () => {
    const { cache, start, lines } = setUp()
    cache.talks.set('admin:chat-1', cachedTalk(1))

    start()
    await settled()

    expect(lines()).toEqual([])
  })

  test('once it is forgotten while it was being read', async () => {
    const { start, chat, lines, cache } = setUp(1, 2)

    start()
    chat.rooms.memory.forget('chat-1')
    await settled()

    expect(lines()).toEqual([])
    expect(cache.talks.size).toBe(0)
  })

  test('over what the server said meanwhile, and its slowness holds up no join', async () => {
    const { server, cache, start, tab, shows, lines } = setUp()
    const slow = Promise.withResolvers<ReturnType<typeof cachedTalk>>()
    cache.conversation = () => slow.promise
    start()
    const connection = await server.connection()
    connection.hello()
    await settled()
    tab.clock.advance(500)

    expect(await letIn(connection, [theirs(3)])).toEqual({ chat_id: 'chat-1' })
    await shows('text 3')
    slow.resolve(cachedTalk(1, 2))
    await settled()

    expect(lines()).toEqual(['text 3'])
  })
})

describe('a start without a network', () => {
  test('shows what was kept, says of when it is, and what is unsent after it', async () => {
    const { start, tab, shows, chat, browser } = setUp(1, 2)
    browser.store.rows.set('row-1', outboxRow('row-1', { text: 'Yarın' }))
    tab.goOffline()

    start()

    await shows('text 1', 'text 2', 'Yarın (queued)')
    expect(chat.conversation('chat-1')).toMatchObject({ recalledAt: 1_600_000_000_000, other: null, loaded: true })
  })

  test('does not wait for older messages', async () => {
    const { start, tab, shows, chat, cache } = setUp()
    cache.talks.set('user:chat-1', { ...cachedTalk(8, 9), hasOlder: true })
    tab.goOffline()
    start()
    await shows('text 8', 'text 9')

    await chat.rooms.loadOlder('chat-1')

    expect(chat.conversation('chat-1')).toMatchObject({ hasOlder: true, loadingOlder: false })
  })

  test('says of a conversation that is not kept that it cannot be had, until it can', async () => {
    const { server, start, tab, chat, shown, connect, shows } = setUp()
    tab.goOffline()
    start()
    await server.connection()
    expect(chat.conversation('chat-1')?.unreachable).toBe(false)

    tab.clock.advance(3000)
    await shown.until(({ unreachable }) => unreachable)
    tab.goOnline()
    await connect([theirs(1)])

    await shows('text 1')
    expect(chat.conversation('chat-1')?.unreachable).toBe(false)
  })
})

test('a start with a network asks only for what was missed, changed and deleted', async () => {
  const { start, connect, shows, shown, chat } = setUp(1, 2, 3)
  start()
  const missed = [theirs(2, { rev: 4, text: 'changed' }), theirs(1, { rev: 5, deleted: true }), theirs(4, { rev: 6 })]

  const { joined } = await connect(missed, { mode: 'delta' })

  expect(joined).toEqual({ chat_id: 'chat-1', since: 3, epoch: 'epoch-1' })
  await shows('changed', 'text 3', 'text 4')
  await shown.until(({ recalledAt }) => recalledAt === null)
  expect(chat.rooms.state('chat-1')?.rev).toBe(6)
})

describe('what is said is kept', () => {
  test('some time after it came, many changes at once', async () => {
    const { start, connect, say, shows, tab, cache, keptIds } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    say(connection, 'chat:message', theirs(2))
    await shows('text 1', 'text 2')
    tab.clock.advance(1499)
    say(connection, 'chat:message', theirs(3))
    await shows('text 1', 'text 2', 'text 3')
    expect(keptIds()).toBeUndefined()

    tab.clock.advance(1)

    expect(keptIds()).toEqual([1, 2, 3])
    expect(cache.saved.all()).toHaveLength(1)
    expect(cache.saved.last()).toMatchObject({ rev: 3, savedAt: tab.clock.now() - 1 })
  })

  test('at once where a message was deleted', async () => {
    const { start, connect, say, shows, keptIds } = setUp()
    start()
    const { connection } = await connect([theirs(1), theirs(2)])
    await shows('text 1', 'text 2')

    const deleted = [theirs(1, { rev: 3, deleted: true })]
    say(connection, 'chat:updated', { chat_id: 'chat-1', messages: deleted, rev: 3 })
    await shows('text 2')

    expect(keptIds()).toEqual([2])
  })

  test('when the page goes out of sight, with the moment up to which it is known', async () => {
    const { start, connect, say, shows, tab, cache, shown } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')
    tab.clock.advance(1500)
    tab.clock.advance(2000)
    say(connection, 'chat:typing', { chat_id: 'chat-1', role: 'admin' })
    await shown.until(({ otherTyping }) => otherTyping)
    tab.clock.advance(1000)

    tab.show(false)

    expect(cache.saved.last().savedAt).toBe(tab.clock.now() - 1000)
  })

  test('with the last word that was heard where the line is lost, and not again while it is down', async () => {
    const { start, connect, shows, tab, cache } = setUp()
    start()
    await connect([theirs(1)])
    await shows('text 1')
    const heardAt = tab.clock.now()
    tab.clock.advance(5000)

    tab.goOffline()
    const count = cache.saved.all().length
    tab.show(false)

    expect(cache.saved.last().savedAt).toBe(heardAt)
    expect(cache.saved.all()).toHaveLength(count)
  })

  test('never with a hole', async () => {
    const { start, connect, say, shows, tab, cache } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')
    tab.clock.advance(1500)
    const count = cache.saved.all().length

    say(connection, 'chat:message', theirs(3))
    await shows('text 1', 'text 3')
    tab.clock.advance(1500)

    expect(cache.saved.all()).toHaveLength(count)
  })

  test('no more once the page was left, though an answer comes', async () => {
    const server = startFakeServer()
    const { cache, tab } = createFakeBrowser()
    const newest = Promise.withResolvers<Answer<MessagePage>>()
    const page = createTestChat(tab(server.url), 'chat-1', {
      self: 'admin',
      api: { newestMessages: () => newest.promise },
    })
    page.tab.goOffline()
    page.start()
    const asked = page.chat.rooms.askOpen()

    page.chat.stop()
    newest.resolve({ ok: true, value: { messages: [theirs(1)], has_more: false } })
    await asked
    page.tab.clock.advance(1500)
    page.chat.rooms.hidden()

    expect(page.chat.rooms.state('chat-1')?.loaded).toBe(true)
    expect(cache.saved.all()).toEqual([])
  })

  test('no more once the session is over', async () => {
    const { start, connect, say, shows, tab, cache, chat } = setUp()
    start()
    const { connection } = await connect([theirs(1)])
    await shows('text 1')

    chat.rooms.memory.forgetAll()
    say(connection, 'chat:message', theirs(2))
    await shows('text 1', 'text 2')
    tab.clock.advance(1500)
    tab.show(false)

    expect(cache.talks.size).toBe(0)
  })
})
