import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import type { MessagePage } from '#protocol/http'
import { createFakeBrowser } from '#tests/support/fake-browser'
import { startFakeServer } from '#tests/support/fake-server'
import { settled } from '#tests/support/settled'
import { storedMessage } from '#tests/support/stored-message'
import { createTestChat } from '#tests/support/test-chat'

const setUp = async (options: Parameters<typeof createTestChat>[2] = {}, change = {}) => {
  const server = startFakeServer()
  const test = createTestChat(createFakeBrowser().tab(server.url), 'chat-1', options)
  test.start()
  const connection = await server.connection()
  connection.hello()
  const join = await connection.heard('join')
  const own = { chat_id: 'chat-1', epoch: 'epoch-1' }
  connection.ack(join, { ...own, cid: 'Eda-7F3C', rev: 6 })
  const messages = [storedMessage(5), storedMessage(6)]
  const history = { ...own, mode: 'full', messages, rev: 6, has_more: false, ...change }
  connection.say({ ns: '/chat', event: 'chat:history', data: history })
  connection.say({
    ns: '/chat',
    event: 'chat:presence',
    data: { ...own, role: 'admin', online: true, last_seen: null },
  })
  await test.shows('text 5 (sent)', 'text 6 (sent)')
  return { ...test, connection }
}

describe('an edit', () => {
  test('without a line is offline at once, and is not kept for later', async () => {
    const { chat, tab } = await setUp()
    tab.goOffline()

    expect(await chat.rooms.edit('chat-1', 5, 'new')).toEqual({ ok: false, code: 'offline' })
    expect(chat.outbox.of('chat-1')).toEqual([])
  })

  test('that nobody answers is offline after eight seconds, and shown all the same if its answer comes then', async () => {
    const { chat, tab, connection, shows } = await setUp()
    const asked = chat.rooms.edit('chat-1', 5, 'new')
    const frame = await connection.heard('chat:edit')

    tab.clock.advance(8000)
    expect(await asked).toEqual({ ok: false, code: 'offline' })
    connection.ack(frame, { message: storedMessage(5, { rev: 7, text: 'new' }) })

    await shows('new (sent)', 'text 6 (sent)')
  })

  test('that is refused keeps the code of the server', async () => {
    const { chat, connection } = await setUp()
    const asked = chat.rooms.edit('chat-1', 5, 'new')

    connection.refuse(await connection.heard('chat:edit'), 'forbidden')

    expect(await asked).toEqual({ ok: false, code: 'forbidden' })
  })

  test('is shown by its ack, which counts as the change that it is', async () => {
    const { chat, connection, shows } = await setUp()
    const asked = chat.rooms.edit('chat-1', 5, 'new')
    const frame = await connection.heard('chat:edit')
    connection.ack(frame, { message: storedMessage(5, { rev: 7, text: 'new' }) })

    expect(await asked).toMatchObject({ ok: true })
    await shows('new (sent)', 'text 6 (sent)')
    expect(frame.data).toEqual({ chat_id: 'chat-1', id: 5, text: 'new' })
    expect(chat.rooms.state('chat-1')).toMatchObject({ rev: 7, hole: false })
  })

  test('whose ack leaves out a change makes the page ask for it', async () => {
    const { chat, connection } = await setUp()
    void chat.rooms.edit('chat-1', 5, 'new')
    connection.ack(await connection.heard('chat:edit'), { message: storedMessage(5, { rev: 8, text: 'new' }) })

    expect(await connection.heard('join')).toMatchObject({ data: { since: 6 } })
  })
})

test('a reaction is told and taken back', async () => {
  const { chat, connection, shown } = await setUp()
  void chat.rooms.react('chat-1', 5, '👍')
  const frame = await connection.heard('chat:react')
  connection.ack(frame, { message: storedMessage(5, { rev: 7, reactions: { user: '👍' } }) })
  await shown.until(({ entries }) => entries[0]?.reactions.user === '👍')
  void chat.rooms.react('chat-1', 5, null)

  expect(frame.data).toEqual({ chat_id: 'chat-1', id: 5, emoji: '👍' })
  expect(await connection.heard('chat:react')).toMatchObject({ data: { id: 5, emoji: null } })
})

describe('an answer to a message', () => {
  test('names it when it is sent', async () => {
    const { chat, connection } = await setUp()
    chat.outbox.write('chat-1', 'Tamam', 5)

    expect(await connection.heard('send')).toMatchObject({ data: { text: 'Tamam', reply_to: 5 } })
  })

  test('that is gone by now is sent as a message of its own, and kept so', async () => {
    const { chat, connection, shows, tab } = await setUp()
    chat.outbox.write('chat-1', 'Tamam', 5)
    connection.refuse(await connection.heard('send'), 'bad_request')

    const again = await connection.heard('send')
    expect(again.data).toEqual({ chat_id: 'chat-1', client_id: 'browser-id-1', type: 'text', text: 'Tamam' })
    expect((await tab.store.all('user'))[0]?.reply_to).toBeNull()
    connection.ack(again, { message: storedMessage(7, { text: 'Tamam', client_id: 'browser-id-1' }) })
    await shows('text 5 (sent)', 'text 6 (sent)', 'Tamam (sent)')
  })
})

describe('a message that is not loaded yet', () => {
  const pages = (asked: [number, number | undefined][], answers: Answer<MessagePage>[]) => ({
    olderMessages: async (_: string, before: number, limit?: number): Promise<Answer<MessagePage>> => {
      asked.push([before, limit])
      return answers.shift() ?? { ok: false, code: 'offline' }
    },
  })
  const older = (ids: number[], has_more: boolean): Answer<MessagePage> => ({
    ok: true,
    value: { messages: ids.map((id) => storedMessage(id)), has_more },
  })

  test('is not had where the pages do not come, or where it is gone', async () => {
    const asked: [number, number | undefined][] = []
    const { chat } = await setUp({ api: pages(asked, [older([2, 4], true)]) }, { has_more: true })

    expect(await chat.rooms.loadUntil('chat-1', 3)).toBe(false)
    expect(await chat.rooms.loadUntil('chat-1', 1)).toBe(false)
    expect(await chat.rooms.loadUntil('chat-1', 6)).toBe(true)
    expect(asked.length).toBe(2)
  })

  test('comes with all pages before it, so that there is no gap', async () => {
    const asked: [number, number | undefined][] = []
    const { chat, lines } = await setUp(
      { api: pages(asked, [older([3, 4], true), older([1, 2], false)]) },
      { has_more: true },
    )

    expect(await chat.rooms.loadUntil('chat-1', 2)).toBe(true)
    expect(asked).toEqual([
      [5, 200],
      [3, 200],
    ])
    expect(lines().length).toBe(6)
  })

  test('waits for a page that is already under way', async () => {
    const slow = Promise.withResolvers<Answer<MessagePage>>()
    const { chat } = await setUp({ api: { olderMessages: () => slow.promise } }, { has_more: true })
    const scrolled = chat.rooms.loadOlder('chat-1')
    const jumped = chat.rooms.loadUntil('chat-1', 3)
    await settled()

    slow.resolve(older([3, 4], true))

    expect(await jumped).toBe(true)
    await scrolled
  })
})
